package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Shutdown;
import java.util.concurrent.atomic.AtomicBoolean;

/** A method of a child that returns in time, or is given up, whichever comes first. Any thread. */
final class LimitedMethod {

    private final ChildProcess process;
    private final AtomicBoolean over = new AtomicBoolean();

    LimitedMethod(ChildProcess process) {
        this.process = process;
    }

    /** True for the first only: what follows is up to that one. */
    boolean end() {
        return over.compareAndSet(false, true);
    }

    boolean isOver() {
        return over.get();
    }

    /**
     * Counts the time from here.
     *
     * @param giveUp runs when the method ignores its interruption; its thread is still in it
     */
    void limit(Shutdown shutdown, Runnable giveUp) {
        process.limit(
                shutdown,
                () -> {
                    if (!isOver()) {
                        process.interrupt();
                    }
                },
                () -> {
                    if (end()) {
                        process.interrupt(); // it may have begun after the first one
                        giveUp.run();
                    }
                });
    }
}
