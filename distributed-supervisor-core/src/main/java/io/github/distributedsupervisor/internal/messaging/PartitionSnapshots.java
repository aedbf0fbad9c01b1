package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.jet.impl.util.Util;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.UUID;

/**
 * The partition table as it was when a member was lost. Hazelcast keeps one for each of them, some 100 KB, as long as the
 * process lives, and only its persistence looks at them.
 */
public final class PartitionSnapshots {

    private final InternalPartitionServiceImpl partitions;
    private final boolean needed;

    public PartitionSnapshots(HazelcastInstance hazelcast) {
        NodeEngine nodeEngine = Util.getNodeEngine(hazelcast);
        this.partitions = (InternalPartitionServiceImpl) nodeEngine.getPartitionService();
        this.needed = nodeEngine.getConfig().getPersistenceConfig().isEnabled();
    }

    /** A member was lost; forgets that of it, unless Hazelcast needs it. */
    public void forget(UUID member) {
        if (!needed) {
            partitions.getPartitionStateManager().removeSnapshot(member);
        }
    }
}
