package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Puts what only the store has into the map: after a start of all nodes, and after the loss of all copies. */
final class GridRestore {

    private static final int CHUNK = 500;
    private static final long CHUNK_SECONDS = 60;

    private final PartitionService partitions;
    private final IMap<String, StoredRecord> map;
    private final StoredRecords store;

    GridRestore(PartitionService partitions, IMap<String, StoredRecord> map, StoredRecords store) {
        this.partitions = partitions;
        this.map = map;
        this.store = store;
    }

    /** Blocks. Tells how many records of the partitions of some keys there were. */
    int run(Set<Object> partitionKeys) throws Exception {
        List<String> missing = missing(partitionKeys);
        for (int from = 0; from < missing.size(); from += CHUNK) {
            putIfAbsent(store.load(missing.subList(from, Math.min(from + CHUNK, missing.size()))));
        }
        return missing.size();
    }

    private List<String> missing(Set<Object> partitionKeys) {
        Set<Integer> wanted = new HashSet<>();
        partitionKeys.forEach(key -> wanted.add(partitionOf(key)));
        Set<String> missing = new HashSet<>();
        for (String name : store.names()) {
            if (wanted.contains(partitionOf(name))) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            missing.removeAll(map.keySet(Predicates.multiPartitionPredicate(partitionKeys, Predicates.alwaysTrue())));
        }
        return new ArrayList<>(missing);
    }

    private void putIfAbsent(List<ChildRecord> records) throws Exception {
        List<CompletableFuture<Outcome>> put = new ArrayList<>();
        for (ChildRecord record : records) {
            put.add(map.<Outcome>submitToKey(record.name(), new CompareAndSet(null, record))
                    .toCompletableFuture());
        }
        for (CompletableFuture<Outcome> each : put) {
            each.get(CHUNK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private int partitionOf(Object key) {
        return partitions.getPartition(key).getPartitionId();
    }
}
