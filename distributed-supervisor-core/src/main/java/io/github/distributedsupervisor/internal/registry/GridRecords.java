package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.map.IMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The records in the grid, one at a time, without blocking; futures complete on the executor given here. */
final class GridRecords {

    // an answer that was under way when a member died may never come; the grid itself would wait for a minute
    private static final long READ_MILLIS = 500;
    private static final long CHANGE_MILLIS = 1_500;

    private final IMap<String, StoredRecord> map;
    private final Executor executor;
    private final GridCalls calls;
    private final BooleanSupplier stopped;

    /**
     * @param executor completes futures
     * @param scheduler delays repetitions
     * @param stopped when true, failed reads are not repeated any more
     */
    GridRecords(
            IMap<String, StoredRecord> map,
            Executor executor,
            ScheduledExecutorService scheduler,
            BooleanSupplier stopped) {
        this.map = map;
        this.executor = executor;
        this.calls = new GridCalls(executor, scheduler);
        this.stopped = stopped;
    }

    CompletableFuture<@Nullable ChildRecord> read(String name) {
        CompletableFuture<@Nullable ChildRecord> result = new CompletableFuture<>();
        calls.attempt(READ_MILLIS, () -> map.getAsync(name), (stored, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(stored == null ? null : stored.content());
            }
        });
        return result;
    }

    /** Reads a record and repeats until it answers or the supervisor stops. */
    CompletableFuture<@Nullable ChildRecord> readSurely(String name) {
        CompletableFuture<@Nullable ChildRecord> result = new CompletableFuture<>();
        readSurely(name, result);
        return result;
    }

    private void readSurely(String name, CompletableFuture<@Nullable ChildRecord> result) {
        read(name)
                .whenCompleteAsync(
                        (record, failure) -> {
                            if (failure == null) {
                                result.complete(record);
                            } else if (stopped.getAsBoolean()) {
                                result.completeExceptionally(failure);
                            } else {
                                calls.later(() -> readSurely(name, result));
                            }
                        },
                        Runnable::run);
    }

    /** Changes a record as {@link CompareAndSet} does; after an unknown outcome it reads the record until it knows. */
    CompletableFuture<Outcome> change(@Nullable ChildRecord expected, ChildRecord update, Set<String> present) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        change(expected, update, present, result);
        return result;
    }

    private void change(
            @Nullable ChildRecord expected,
            ChildRecord update,
            Set<String> present,
            CompletableFuture<Outcome> result) {
        CompareAndSet change = new CompareAndSet(expected, update, present);
        BiConsumer<@Nullable Outcome, @Nullable Throwable> answer = (outcome, failure) -> {
            if (failure == null && outcome != null) {
                result.complete(outcome);
            } else {
                settle(expected, update, present, result);
            }
        };
        calls.attempt(CHANGE_MILLIS, () -> map.submitToKey(update.name(), change), answer);
    }

    private void settle(
            @Nullable ChildRecord expected,
            ChildRecord update,
            Set<String> present,
            CompletableFuture<Outcome> result) {
        readSurely(update.name())
                .whenCompleteAsync(
                        (current, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else if (current != null && current.changeId().equals(update.changeId())) {
                                result.complete(Outcome.of(true, current));
                            } else if (ChildRecord.same(current, expected)) {
                                // not applied: the same change again, which recognises itself if it was only late
                                calls.later(() -> change(expected, update, present, result));
                            } else {
                                result.complete(Outcome.of(false, current));
                            }
                        },
                        executor);
    }

    /** Removes an expired tombstone for good, unless the name was started again; tells when it is done. */
    void purge(ChildRecord tombstone, Runnable then) {
        calls.attempt(
                CHANGE_MILLIS,
                () -> map.submitToKey(tombstone.name(), new Purge(tombstone.revision())),
                (outcome, failure) -> {
                    if (failure == null) {
                        then.run();
                    }
                });
    }
}
