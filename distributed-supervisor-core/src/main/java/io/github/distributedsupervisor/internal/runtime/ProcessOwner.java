package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.StopReason;
import org.jspecify.annotations.Nullable;

/** Is told what happens to a process, on the child's thread; must not block. */
public interface ProcessOwner {

    /** {@code onStart} has returned. The process handles nothing before {@link ChildProcess#open}. */
    void started(ChildProcess process);

    /** The factory or {@code onStart} threw; the process is over. */
    void failedToStart(ChildProcess process, Throwable failure);

    /** The child crashed or stopped itself; {@code onStop} has run, the process is over. */
    void ended(ChildProcess process, StopReason reason, @Nullable Throwable failure);
}
