package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.StopReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stop on its way: waits for its turn and for the answer to the current message, is given up, or runs into its limits. */
final class StopOrder implements Runnable {

    private final ChildProcess process;
    private final StopReason reason;
    private final boolean capture;
    private final Shutdown shutdown;
    private final CompletableFuture<Stopped> result = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private boolean forced;

    StopOrder(ChildProcess process, StopReason reason, boolean capture, Shutdown shutdown) {
        this.process = process;
        this.reason = reason;
        this.capture = capture;
        this.shutdown = shutdown;
    }

    CompletableFuture<Stopped> result() {
        return result;
    }

    /** On the child's thread. */
    @Override
    public void run() {
        if (process.isOver()) {
            result.complete(new Stopped(Stopped.End.DONE, null));
            return;
        }
        boolean postponed = !forced && process.postpones(this);
        if (postponed || !decided.compareAndSet(false, true)) {
            return;
        }
        limit();
        byte[] state = process.end(reason, capture, shutdown.mode() != Shutdown.Mode.BRUTAL_KILL);
        result.complete(new Stopped(Stopped.End.DONE, state));
    }

    void giveUp() {
        if (decided.compareAndSet(false, true)) {
            result.complete(new Stopped(process.isOver() ? Stopped.End.DONE : Stopped.End.GIVEN_UP, null));
        }
    }

    /** Counts the time from here: interrupt at its end, abandon after twice as much. */
    void limit() {
        process.limit(shutdown, unlessDone(this::force), unlessDone(this::abandon));
    }

    /** The current message may not be waited for any more. */
    private void force() {
        process.interrupt();
        process.order(() -> {
            forced = true;
            run();
        });
    }

    private void abandon() {
        // it may have ended by itself, and be abandoned for that already
        Stopped.End end = process.isOver() ? Stopped.End.DONE : Stopped.End.ABANDONED;
        process.finish();
        result.complete(new Stopped(end, null));
    }

    private Runnable unlessDone(Runnable action) {
        return () -> {
            if (!result.isDone()) {
                action.run();
            }
        };
    }
}
