package io.github.distributedsupervisor.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The child whose message the current thread handles, and who waits for it: finds calls that would wait for themselves. */
public final class CurrentChild {

    private static final ThreadLocal<@Nullable List<String>> CALLERS = new ThreadLocal<>();

    private CurrentChild() {}

    /** The children that wait if this thread waits, the innermost last; empty outside of children. */
    public static List<String> waiting() {
        List<String> callers = CALLERS.get();
        return callers == null ? List.of() : callers;
    }

    static void enter(String name, List<String> callers) {
        List<String> chain = new ArrayList<>(callers.size() + 1);
        chain.addAll(callers);
        chain.add(name);
        CALLERS.set(List.copyOf(chain));
    }

    static void leave() {
        CALLERS.remove();
    }
}
