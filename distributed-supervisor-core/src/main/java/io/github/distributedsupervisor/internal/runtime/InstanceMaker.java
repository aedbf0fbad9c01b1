package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;
import java.util.Set;

/** Makes and disposes of the object behind a process. */
public interface InstanceMaker {

    /** Runs on the child's thread. */
    Child make() throws Exception;

    /** The type of the child, as its spec names it. */
    default String type() {
        return "";
    }

    /** Names of the unchecked exceptions that are answers, beside those that the class lists. */
    default Set<String> answers() {
        return Set.of();
    }

    /** What it made last goes on under another incarnation. Any thread. */
    default void adopted(long newIncarnation) {}

    /** Runs once for each child made, after its {@code onStop}. */
    void dispose(Child child);
}
