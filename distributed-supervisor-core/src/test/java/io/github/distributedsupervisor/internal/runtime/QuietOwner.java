package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.StopReason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets a process handle messages when it has started, and keeps nothing of what it is told. */
public class QuietOwner implements ProcessOwner {

    @Override
    public void started(ChildProcess process) {
        process.open();
    }

    @Override
    public void failedToStart(ChildProcess process, Throwable failure) {}

    @Override
    public void ended(ChildProcess process, StopReason reason, @Nullable Throwable failure) {}

    @Override
    public void abandoned(ChildProcess process) {}

    @Override
    public CompletableFuture<@Nullable Void> checkpoint(ChildProcess process, byte[] state) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void stateNotCaptured(ChildProcess process, String why) {}

    @Override
    public void stateUnreadable(ChildProcess process, String why) {}

    /** For what a process alone does not need: a supervisor, a node, references. */
    public static <T> T none() {
        throw new AssertionError("not needed here");
    }
}
