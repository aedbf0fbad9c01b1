package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.jet.impl.util.Util;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.ArrayList;
import java.util.List;

/** Who owns a partition, and who is to own it when its owner is lost. */
public final class PartitionReplicas {

    private final NodeEngine nodeEngine;

    public PartitionReplicas(HazelcastInstance hazelcast) {
        this.nodeEngine = Util.getNodeEngine(hazelcast);
    }

    /** The ids of the members that keep the partition of a name, in the order in which they become its owner. */
    public List<String> of(String name) {
        InternalPartitionService partitions = (InternalPartitionService) nodeEngine.getPartitionService();
        InternalPartition partition = partitions.getPartition(partitions.getPartitionId(name), false);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < InternalPartition.MAX_REPLICA_COUNT; i++) {
            PartitionReplica replica = partition.getReplica(i);
            if (replica != null) {
                members.add(replica.uuid().toString());
            }
        }
        return members;
    }
}
