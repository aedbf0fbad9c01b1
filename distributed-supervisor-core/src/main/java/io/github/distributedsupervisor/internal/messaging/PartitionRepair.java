package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.cluster.ClusterState;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.cluster.ClusterService;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.jet.impl.util.Util;
import com.hazelcast.spi.impl.NodeEngine;

/**
 * Spares children a wait. When a member dies in the middle of a migration, Hazelcast does not touch the partition table for
 * three seconds, so as not to repeat a failing migration too often; but for so long it does not promote the backups of the
 * dead member's partitions either, and nobody can read their records.
 */
public final class PartitionRepair {

    private final NodeEngine nodeEngine;

    public PartitionRepair(HazelcastInstance hazelcast) {
        this.nodeEngine = Util.getNodeEngine(hazelcast);
    }

    /** Ends that pause if this member is in charge and partitions have no owner. Returns whether some still have none. */
    public boolean hasten() {
        ClusterService cluster = nodeEngine.getClusterService();
        InternalPartitionService partitions = (InternalPartitionService) nodeEngine.getPartitionService();
        if (allOwned(cluster, partitions)) {
            return false;
        }
        if (cluster.isMaster() && cluster.getClusterState() == ClusterState.ACTIVE) {
            partitions.resumeMigration();
        }
        return true;
    }

    private static boolean allOwned(ClusterService cluster, InternalPartitionService partitions) {
        for (int i = 0; i < partitions.getPartitionCount(); i++) {
            PartitionReplica owner = partitions.getPartition(i, false).getOwnerReplicaOrNull();
            if (owner == null || cluster.getMember(owner.uuid()) == null) {
                return false;
            }
        }
        return true;
    }
}
