package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import io.github.distributedsupervisor.internal.messaging.PartitionRepair;
import io.github.distributedsupervisor.internal.messaging.PartitionSnapshots;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Hazelcast's events, which here mean no more than: look again. After a death they also hasten the repair, and tidy up. */
final class Wakeups implements MembershipListener, MigrationListener {

    private static final long REPAIR_STEP_MILLIS = 100;
    private static final int REPAIR_STEPS = 50;

    private final HazelcastInstance hazelcast;
    private final Runnable wake;
    private final PartitionRepair repair;
    private final PartitionSnapshots snapshots;
    private final ScheduledExecutorService scheduler;
    private final UUID membership;
    private final UUID migration;

    Wakeups(HazelcastInstance hazelcast, Runnable wake, ScheduledExecutorService scheduler) {
        this.hazelcast = hazelcast;
        this.wake = wake;
        this.repair = new PartitionRepair(hazelcast);
        this.snapshots = new PartitionSnapshots(hazelcast);
        this.scheduler = scheduler;
        this.membership = hazelcast.getCluster().addMembershipListener(this);
        this.migration = hazelcast.getPartitionService().addMigrationListener(this);
    }

    void close() {
        try {
            hazelcast.getCluster().removeMembershipListener(membership);
            hazelcast.getPartitionService().removeMigrationListener(migration);
        } catch (HazelcastInstanceNotActiveException e) {
            return; // then there are no events either
        }
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        wake.run();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        wake.run();
        snapshots.forget(event.getMember().getUuid());
        hastenRepair(REPAIR_STEPS);
    }

    private void hastenRepair(int steps) {
        try {
            scheduler.schedule(
                    () -> {
                        if (steps > 0 && repair.hasten()) {
                            hastenRepair(steps - 1);
                        }
                    },
                    REPAIR_STEP_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // closed
        }
    }

    @Override
    public void migrationStarted(MigrationState state) {}

    @Override
    public void migrationFinished(MigrationState state) {
        wake.run();
    }

    @Override
    public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
        if (event.getReplicaIndex() == 0) {
            wake.run();
        }
    }

    @Override
    public void replicaMigrationFailed(ReplicaMigrationEvent event) {
        wake.run();
    }
}
