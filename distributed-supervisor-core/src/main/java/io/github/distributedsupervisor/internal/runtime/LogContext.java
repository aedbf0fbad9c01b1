package io.github.distributedsupervisor.internal.runtime;

import org.slf4j.MDC;

/**
 * Names the child whose code a thread runs to the log. It stays on the thread until that runs another child: the threads of
 * children run nothing else, and most run the same child again.
 */
final class LogContext {

    static final String SUPERVISOR = "supervisor";
    static final String CHILD = "child";
    static final String INCARNATION = "incarnation";

    private final String supervisor;
    private final String child;
    private final String incarnation;

    LogContext(String supervisor, String child, long incarnation) {
        this.supervisor = supervisor;
        this.child = child;
        this.incarnation = Long.toString(incarnation);
    }

    /** Looks before it writes, because the child's code may have cleared it. A child without a supervisor is a test's. */
    void enter() {
        if (!supervisor.isEmpty() && isStale()) {
            MDC.put(SUPERVISOR, supervisor);
            MDC.put(CHILD, child);
            MDC.put(INCARNATION, incarnation);
        }
    }

    private boolean isStale() {
        return !child.equals(MDC.get(CHILD)) || !incarnation.equals(MDC.get(INCARNATION));
    }
}
