package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicates;
import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of one supervisor. Reads and changes of one record are asynchronous; their futures complete on the executor
 * given here. The collection reads block.
 */
public final class Registry {

    private final IMap<String, StoredRecord> map;
    private final PartitionService partitions;
    private final @Nullable StoredRecords stored;
    private final Executor executor;
    private final GridRecords grid;

    /**
     * Where the records are.
     *
     * @param store keeps them beyond the grid; null when nothing does
     * @param storeThreads wait for the store
     */
    public record Place(
            HazelcastInstance hazelcast,
            String supervisor,
            int backupCount,
            @Nullable ChildStore store,
            Executor storeThreads) {}

    /**
     * @param executor completes futures
     * @param scheduler delays repetitions
     * @param stopped when true, failed reads are not repeated any more
     */
    public Registry(Place place, Executor executor, ScheduledExecutorService scheduler, BooleanSupplier stopped) {
        HazelcastInstance hazelcast = place.hazelcast();
        ChildStore store = place.store();
        this.map = RegistryMap.open(hazelcast, place.supervisor(), place.backupCount(), store != null);
        this.partitions = hazelcast.getPartitionService();
        String node = hazelcast.getCluster().getLocalMember().getAddress().toString();
        this.stored = store == null ? null : new StoredRecords(store, node, place.storeThreads(), scheduler, stopped);
        this.executor = executor;
        this.grid = new GridRecords(map, executor, scheduler, stopped);
    }

    /** Reads a record; tombstones are records. */
    public CompletableFuture<@Nullable ChildRecord> read(String name) {
        return grid.read(name);
    }

    /** Reads a record and repeats until it answers or the supervisor stops. */
    public CompletableFuture<@Nullable ChildRecord> readSurely(String name) {
        return grid.readSurely(name);
    }

    /**
     * Changes a record if it still has the expected revision. After an unknown outcome it reads the record again until it
     * knows. It is done when the store, if there is one, has saved the record. It fails only when the supervisor stops
     * meanwhile.
     */
    public CompletableFuture<Outcome> compareAndSet(@Nullable ChildRecord expected, ChildRecord update) {
        return compareAndSet(expected, update, Set.of());
    }

    /**
     * As {@link #compareAndSet(ChildRecord, ChildRecord)}, unless the owner of the record has lost sight of a member.
     *
     * @param present the ids of the members that it must see; else the change does not apply
     */
    public CompletableFuture<Outcome> compareAndSet(
            @Nullable ChildRecord expected, ChildRecord update, Set<String> present) {
        CompletableFuture<Outcome> changed = grid.change(expected, update, present);
        StoredRecords store = stored;
        return store == null
                ? changed
                : changed.thenComposeAsync(
                        outcome -> {
                            ChildRecord current = outcome.current();
                            return outcome.applied() && current != null
                                    ? store.saveSurely(current, outcome)
                                    : CompletableFuture.completedFuture(outcome);
                        },
                        executor);
    }

    /**
     * Writes the record of a new child. When the store does not save it, the record is removed again, and this fails with
     * a {@link RecordStoreException}.
     *
     * @param present the ids of the members that the owner of the record must see; else nothing is created
     */
    public CompletableFuture<Outcome> create(@Nullable ChildRecord previous, ChildRecord created, Set<String> present) {
        CompletableFuture<Outcome> changed = grid.change(previous, created, present);
        StoredRecords store = stored;
        return store == null
                ? changed
                : changed.thenComposeAsync(
                        outcome -> {
                            ChildRecord current = outcome.current();
                            return outcome.applied() && current != null
                                    ? saveOrUndo(store, current, outcome)
                                    : CompletableFuture.completedFuture(outcome);
                        },
                        executor);
    }

    private CompletableFuture<Outcome> saveOrUndo(StoredRecords store, ChildRecord created, Outcome outcome) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        store.save(created, outcome)
                .whenCompleteAsync(
                        (saved, failure) -> {
                            if (failure == null) {
                                result.complete(saved);
                            } else {
                                undo(store, created, failure, result);
                            }
                        },
                        executor);
        return result;
    }

    /** The tombstone is saved once that works: the store may have kept what it said it did not. */
    private void undo(StoredRecords store, ChildRecord created, Throwable failure, CompletableFuture<Outcome> result) {
        ChildFailure why = new ChildFailure(
                Instant.ofEpochMilli(created.changedAt()),
                created.incarnation(),
                failure.getClass().getName(),
                String.valueOf(failure.getMessage()),
                "");
        ChildRecord removed = created.removed(why, created.changedAt());
        grid.change(created, removed, Set.of())
                .whenCompleteAsync(
                        (undone, unknown) -> {
                            ChildRecord tombstone = undone == null || !undone.applied() ? null : undone.current();
                            if (tombstone == null) {
                                // it goes on: somebody found the record meanwhile
                                result.completeExceptionally(new IllegalStateException("the record changed", failure));
                            } else {
                                result.completeExceptionally(failure);
                                store.saveSurely(tombstone, undone);
                            }
                        },
                        executor);
    }

    /** Removes an expired tombstone for good, unless the name was started again. */
    public void purge(ChildRecord tombstone) {
        StoredRecords store = stored;
        grid.purge(tombstone, () -> {
            if (store != null) {
                store.forget(tombstone.name());
            }
        });
    }

    /**
     * Saves a record in the store only: the last one of a child, when nobody is left to take it and the grid is about to
     * end. Fails when that fails, or when there is no store.
     */
    public CompletableFuture<Outcome> saveLast(ChildRecord last) {
        if (stored == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("no store"));
        }
        return stored.save(last.withRevision(last.revision() + 1), Outcome.of(true, last));
    }

    /** Whether the records outlive the grid. */
    public boolean isStored() {
        return stored != null;
    }

    /**
     * Blocks. Takes the records of the given partitions that only the store has into the grid.
     *
     * @return how many
     * @throws Exception when the store or the grid does not answer; then some may be missing
     */
    public int restore(Set<Object> partitionKeys) throws Exception {
        return stored == null ? 0 : new GridRestore(partitions, map, stored).run(partitionKeys);
    }

    /** Blocks. All records of the given partitions, each named by a key that lies in it. */
    public List<ChildRecord> inPartitions(Set<Object> partitionKeys) {
        if (partitionKeys.isEmpty()) {
            return List.of();
        }
        return contents(map.values(Predicates.multiPartitionPredicate(partitionKeys, Predicates.alwaysTrue())));
    }

    /** Blocks. The live records against which the death of a node is held; looks at all to find them. */
    public List<ChildRecord> suspects() {
        return contents(map.values(new SuspectsOnly()));
    }

    /** Blocks. Every record. */
    public List<ChildRecord> all() {
        return contents(map.values());
    }

    /** Blocks. The records of some names; absent ones are left out. */
    public List<ChildRecord> named(Set<String> names) {
        return names.isEmpty() ? List.of() : contents(map.getAll(names).values());
    }

    private static List<ChildRecord> contents(Collection<StoredRecord> stored) {
        List<ChildRecord> records = new ArrayList<>(stored.size());
        for (StoredRecord each : stored) {
            records.add(each.content());
        }
        return records;
    }
}
