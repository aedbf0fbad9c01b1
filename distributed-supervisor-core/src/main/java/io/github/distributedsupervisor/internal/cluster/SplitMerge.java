package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node is on the side that gives in when a split cluster comes together: its children stop before Hazelcast wipes its
 * maps, with their states kept in memory only, because the grid cannot be written meanwhile. Afterwards it is a new member
 * that asks for its lease like any other.
 */
final class SplitMerge implements LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(SplitMerge.class);
    private static final long STOP_MILLIS = 5_000;

    private final ChildHost host;
    private final FencedStates fenced;
    private final NodeDirectory directory;
    private final Mandate mandate;
    private final LeaseKeeper keeper;
    private final Threads threads;
    private @Nullable UUID registration;

    SplitMerge(
            ChildHost host,
            FencedStates fenced,
            NodeDirectory directory,
            Mandate mandate,
            LeaseKeeper keeper,
            Threads threads) {
        this.host = host;
        this.fenced = fenced;
        this.directory = directory;
        this.mandate = mandate;
        this.keeper = keeper;
        this.threads = threads;
    }

    void listen(HazelcastInstance hazelcast) {
        registration = hazelcast.getLifecycleService().addLifecycleListener(this);
    }

    void close(HazelcastInstance hazelcast) {
        UUID registered = registration;
        if (registered != null) {
            try {
                hazelcast.getLifecycleService().removeLifecycleListener(registered);
            } catch (HazelcastInstanceNotActiveException e) {
                LOG.debug("there are no more events", e);
            }
        }
    }

    /** On Hazelcast's thread, which must not go on before the children have stopped, but not wait for ever. */
    @Override
    public void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case MERGING -> stopAll();
            case MERGED, MERGE_FAILED -> goOn();
            default -> {}
        }
    }

    private void stopAll() {
        keeper.suspend();
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        threads.control()
                .execute(() -> host.fencing
                        .begin(fenced::keep)
                        .whenCompleteAsync((done, failure) -> ended.complete(null), threads.control()));
        try {
            ended.get(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} children have not stopped yet; the merge of the cluster goes on", host.count());
        }
    }

    private void goOn() {
        mandate.moved();
        NodeState state = directory.state();
        if (state != NodeState.ABSENT) {
            directory.become(state); // under the id that it has now
        }
        keeper.resume();
    }
}
