package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;

/** Makes and disposes of the object behind a process. */
public interface InstanceMaker {

    /** Runs on the child's thread. */
    Child make() throws Exception;

    /** Runs once for each child made, after its {@code onStop}. */
    void dispose(Child child);
}
