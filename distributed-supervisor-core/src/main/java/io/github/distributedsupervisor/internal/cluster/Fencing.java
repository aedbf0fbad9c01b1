package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stops children of this node without a word in their records: one that was replaced, or all of them because they may run
 * elsewhere. Runs on the control thread.
 */
final class Fencing {

    private final ChildHost host;
    private final Threads threads;
    /** While all children are to be stopped: is given their states. */
    private @Nullable BiConsumer<ChildRecord, byte[]> keep;

    Fencing(ChildHost host, Threads threads) {
        this.host = host;
        this.threads = threads;
    }

    /** Whether nothing may run here. */
    boolean isOn() {
        return keep != null;
    }

    /**
     * Stops all that runs here, because it may run elsewhere; the records stay as they are.
     *
     * @param newKeep is given the states of the children
     * @return completes when all have ended
     */
    CompletableFuture<@Nullable Void> begin(BiConsumer<ChildRecord, byte[]> newKeep) {
        keep = newKeep;
        List<CompletableFuture<?>> stops = new ArrayList<>();
        for (HostedChild child : host.all().values()) {
            if (child.stage == HostedChild.Stage.BACKING_OFF) {
                host.forget(child, null);
            } else if (child.stage != HostedChild.Stage.LEAVING) {
                stops.add(stop(child, StopReason.FENCED, newKeep));
            }
        }
        return CompletableFuture.allOf(stops.toArray(CompletableFuture<?>[]::new));
    }

    /** Stops a child that was leaving when the others were stopped, and stays; false when it may. */
    boolean includes(HostedChild child) {
        BiConsumer<ChildRecord, byte[]> keeper = keep;
        if (keeper != null) {
            stop(child, StopReason.FENCED, keeper);
        }
        return keeper != null;
    }

    /** Children may go on, and begin. */
    void end() {
        keep = null;
        host.all().values().forEach(child -> child.process.wake());
    }

    /** Stops an instance whose record names another. */
    void stopSilently(HostedChild child) {
        stop(child, StopReason.SUPERSEDED, (record, state) -> {});
    }

    private CompletableFuture<?> stop(HostedChild child, StopReason reason, BiConsumer<ChildRecord, byte[]> keeper) {
        child.stage = HostedChild.Stage.LEAVING;
        child.mailbox.seal(null);
        return child.process
                .stop(reason, reason == StopReason.FENCED, child.record.spec().shutdown(), null)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            host.abandoned.report(child, stopped);
                            host.events.stopped(child, reason, null);
                            byte[] state = stopped == null ? null : stopped.state();
                            if (state != null) {
                                keeper.accept(child.record, state);
                            }
                            host.forget(child, null);
                        },
                        threads.control());
    }
}
