package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the cluster's work to others. First the partitions go, each child follows its own with its state; then those
 * that are left go wherever there is place; what nobody can take is stopped, its state kept in its record.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final String DEMOTION = Drain.class.getName() + ".demotion";
    private static final long STEP_MILLIS = 20;
    private static final long LINGER_MILLIS = 150;
    private static final long ANNOUNCE_MILLIS = 1_000;

    private final HazelcastInstance hazelcast;
    private final NodeDirectory directory;
    private final ChildHost host;
    private final Departure departure;
    private final Threads threads;
    private final Runnable wake;

    Drain(
            HazelcastInstance hazelcast,
            NodeDirectory directory,
            ChildHost host,
            Departure departure,
            Threads threads,
            Runnable wake) {
        this.hazelcast = hazelcast;
        this.directory = directory;
        this.host = host;
        this.departure = departure;
        this.threads = threads;
        this.wake = wake;
    }

    /** Blocks until no child is here or the time is over; tells which. */
    boolean run(Duration timeout, boolean withPartitions) {
        long deadline = Time.SYSTEM.millis() + timeout.toMillis();
        try {
            announce(NodeState.DRAINING);
            if (withPartitions && othersAreReady()) {
                giveUpPartitions(deadline);
            }
            announce(NodeState.EVICTING);
            boolean empty = awaitEmpty(deadline);
            if (!empty) {
                LOG.warn("{} children did not leave in time and are stopped", host.count());
                stopAll();
                awaitStopped(Time.SYSTEM.millis() + ANNOUNCE_MILLIS);
            }
            announce(NodeState.ABSENT);
            linger();
            return empty;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopAll();
            return false;
        }
    }

    private void announce(NodeState state) throws InterruptedException {
        try {
            directory.become(state).get(ANNOUNCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all nodes know yet that this one is {}", state, e); // the next exchange tells them
        }
        wake.run();
    }

    private boolean othersAreReady() {
        return !directory.view().readyNodes().isEmpty();
    }

    private void giveUpPartitions(long deadline) throws InterruptedException {
        // half of the time at most, so that the children can still go without their partitions
        long half = Math.max(1, (deadline - Time.SYSTEM.millis()) / 2);
        try {
            demotion().get(half, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the partitions of this member did not leave in {} ms; its children go without them", half);
        }
    }

    /** Once for all supervisors of the member: the partitions are theirs together. */
    private CompletableFuture<Void> demotion() {
        CompletableFuture<Void> made = new CompletableFuture<>();
        if (hazelcast.getUserContext().putIfAbsent(DEMOTION, made) instanceof CompletableFuture<?> underWay) {
            return underWay.thenAcceptAsync(done -> {}, Runnable::run);
        }
        Thread thread = threads.named("demote").newThread(() -> {
            try {
                hazelcast.getCluster().demoteLocalDataMember();
            } catch (RuntimeException e) {
                LOG.info("this member keeps its partitions until it shuts down: {}", e.getMessage());
            }
            made.complete(null);
        });
        thread.start();
        return made;
    }

    private boolean awaitEmpty(long deadline) throws InterruptedException {
        while (host.count() > 0) {
            if (Time.SYSTEM.millis() >= deadline) {
                return false;
            }
            ClusterView view = directory.view();
            if (view.readyNodes().isEmpty()) {
                putAwayAll();
            }
            pause();
        }
        return true;
    }

    private void awaitStopped(long deadline) throws InterruptedException {
        while (host.count() > 0 && Time.SYSTEM.millis() < deadline) {
            pause();
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(STEP_MILLIS);
    }

    /** Messages that are on their way to this node get their refusal, so that their senders try elsewhere. */
    private void linger() throws InterruptedException {
        Thread.sleep(LINGER_MILLIS);
    }

    private void putAwayAll() {
        threads.control().execute(() -> host.all().values().forEach(departure::putAway));
    }

    private void stopAll() {
        threads.control()
                .execute(() -> host.all()
                        .values()
                        .forEach(child -> departure.release(child.name, 0, null, true, reply -> {})));
    }
}
