package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import io.github.distributedsupervisor.internal.Time;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Members and partition owners as this node sees them, and since when. */
final class PartitionTable {

    private final HazelcastInstance hazelcast;
    private final Time time;
    private final Map<Integer, Object> keys;
    private Map<Integer, String> lastOwners = Map.of();
    private Set<String> lastMembers = Set.of();
    private long changedAt;
    private volatile Self self = new Self(new UUID(0, 0), "");

    /** An id and its text, which is needed for each message. */
    private record Self(UUID id, String text) {}

    PartitionTable(HazelcastInstance hazelcast, Time time) {
        this.hazelcast = hazelcast;
        this.time = time;
        this.changedAt = time.millis();
        this.keys = keysOfAll(hazelcast.getPartitionService());
    }

    /** A key in each partition: which one a key is in depends on nothing but the key. */
    private static Map<Integer, Object> keysOfAll(PartitionService service) {
        int count = service.getPartitions().size();
        Map<Integer, Object> keys = new HashMap<>();
        for (int i = 0; keys.size() < count; i++) {
            Object key = "partition-" + i;
            keys.putIfAbsent(service.getPartition(key).getPartitionId(), key);
        }
        return keys;
    }

    /** The id of this member now; a merge of a split cluster changes it. */
    String self() {
        UUID current = hazelcast.getCluster().getLocalMember().getUuid();
        Self known = self;
        if (!known.id().equals(current)) {
            known = new Self(current, current.toString());
            self = known;
        }
        return known.text();
    }

    Set<String> members() {
        Set<String> members = new TreeSet<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            members.add(member.getUuid().toString());
        }
        return members;
    }

    @Nullable
    String ownerOf(String name) {
        return idOf(hazelcast.getPartitionService().getPartition(name).getOwner());
    }

    int partitionOf(String name) {
        return hazelcast.getPartitionService().getPartition(name).getPartitionId();
    }

    /** Keys of the partitions that fulfil a condition on number and owner. */
    Set<Object> keysWhere(BiPredicate<String, @Nullable String> condition) {
        Set<Object> matching = new HashSet<>();
        owners().forEach((partition, owner) -> {
            if (condition.test(Integer.toString(partition), owner.isEmpty() ? null : owner)) {
                Object key = keys.get(partition);
                if (key != null) {
                    matching.add(key);
                }
            }
        });
        return matching;
    }

    /** Milliseconds since members and owners last changed, as far as calls of this method saw. */
    synchronized long stableMillis() {
        Map<Integer, String> owners = owners();
        Set<String> members = members();
        long now = time.millis();
        if (!owners.equals(lastOwners) || !members.equals(lastMembers)) {
            lastOwners = owners;
            lastMembers = members;
            changedAt = now;
        }
        return now - changedAt;
    }

    private Map<Integer, String> owners() {
        Map<Integer, String> owners = new HashMap<>();
        for (Partition partition : hazelcast.getPartitionService().getPartitions()) {
            String owner = idOf(partition.getOwner());
            owners.put(partition.getPartitionId(), owner == null ? "" : owner);
        }
        return owners;
    }

    private static @Nullable String idOf(@Nullable Member member) {
        return member == null ? null : member.getUuid().toString();
    }
}
