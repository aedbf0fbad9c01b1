package io.github.distributedsupervisor.internal.runtime;

import java.util.ArrayList;
import java.util.List;

/** The child whose message the current thread handles, and who waits for it: finds calls that would wait for themselves. */
public final class CurrentChild {

    // one object for each thread, because setting and removing the value for each message shows in the rate of calls
    private static final ThreadLocal<CurrentChild> CURRENT = ThreadLocal.withInitial(CurrentChild::new);

    private String name = "";
    private List<String> callers = List.of();

    private CurrentChild() {}

    /** The children that wait if this thread waits, the innermost last; empty outside of children. */
    public static List<String> waiting() {
        CurrentChild current = CURRENT.get();
        if (current.name.isEmpty()) {
            return List.of();
        }
        List<String> chain = new ArrayList<>(current.callers);
        chain.add(current.name);
        return List.copyOf(chain);
    }

    /** Returns what {@link #leave} must be called on. */
    static CurrentChild enter(String name, List<String> callers) {
        CurrentChild current = CURRENT.get();
        current.name = name;
        current.callers = callers;
        return current;
    }

    void leave() {
        name = "";
        callers = List.of();
    }
}
