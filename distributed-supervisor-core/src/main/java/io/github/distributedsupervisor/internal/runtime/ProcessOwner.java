package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.StopReason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Is told what happens to a process, on the child's thread; must not block. */
public interface ProcessOwner {

    /** {@code onStart} has returned. The process handles nothing before {@link ChildProcess#open}. */
    void started(ChildProcess process);

    /** The factory or {@code onStart} threw; the process is over. */
    void failedToStart(ChildProcess process, Throwable failure);

    /** The child crashed or stopped itself; {@code onStop} has run, the process is over. */
    void ended(ChildProcess process, StopReason reason, @Nullable Throwable failure);

    /**
     * {@code onStart}, or {@code onStop} of a child that ended by itself, has ignored its interruption. The process is over,
     * as what follows says, but a thread is still in it. Any thread.
     */
    void abandoned(ChildProcess process);

    /** Keeps a state in case the node dies; completes when that is so. */
    CompletableFuture<@Nullable Void> checkpoint(ChildProcess process, byte[] state);

    /** The state cannot be kept for the next instance, which goes on from the last checkpoint. */
    void stateNotCaptured(ChildProcess process, String why);

    /** The state of the previous instance cannot be used; the child starts without. */
    void stateUnreadable(ChildProcess process, String why);
}
