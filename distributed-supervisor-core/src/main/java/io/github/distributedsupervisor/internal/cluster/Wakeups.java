package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import java.util.UUID;

/** Hazelcast's events, which here mean no more than: look again. */
final class Wakeups implements MembershipListener, MigrationListener {

    private final HazelcastInstance hazelcast;
    private final Runnable wake;
    private final UUID membership;
    private final UUID migration;

    Wakeups(HazelcastInstance hazelcast, Runnable wake) {
        this.hazelcast = hazelcast;
        this.wake = wake;
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
