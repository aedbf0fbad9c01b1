package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.StoredChild;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records in a {@link ChildStore}. It waits for the store on threads that are there for nothing else. */
final class StoredRecords {

    private static final Logger LOG = LoggerFactory.getLogger(StoredRecords.class);
    private static final long RETRY_MILLIS = 1_000;

    private final ChildStore store;
    private final String node;
    private final Executor executor;
    private final ScheduledExecutorService scheduler;
    private final BooleanSupplier stopped;

    /**
     * @param node this node, for messages
     * @param executor waits for the store
     * @param scheduler delays repetitions
     * @param stopped when true, failed saves are not repeated any more
     */
    StoredRecords(
            ChildStore store,
            String node,
            Executor executor,
            ScheduledExecutorService scheduler,
            BooleanSupplier stopped) {
        this.store = store;
        this.node = node;
        this.executor = executor;
        this.scheduler = scheduler;
        this.stopped = stopped;
    }

    /** Saves a record; an older one never replaces a newer one, so the order of saves does not matter. */
    CompletableFuture<Outcome> save(ChildRecord record, Outcome outcome) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        submit(record, result, () -> {
            store.save(describe(record));
            result.complete(outcome);
        });
        return result;
    }

    /** Saves a record and repeats that until it is saved, or the supervisor stops. */
    CompletableFuture<Outcome> saveSurely(ChildRecord record, Outcome outcome) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        saveSurely(record, outcome, result);
        return result;
    }

    private void saveSurely(ChildRecord record, Outcome outcome, CompletableFuture<Outcome> result) {
        save(record, outcome)
                .whenCompleteAsync(
                        (saved, failure) -> {
                            if (failure == null) {
                                result.complete(saved);
                            } else if (stopped.getAsBoolean()) {
                                result.completeExceptionally(failure);
                            } else {
                                LOG.warn(
                                        "{}; trying again: {}",
                                        failure.getMessage(),
                                        String.valueOf(failure.getCause()));
                                later(record, result, () -> saveSurely(record, outcome, result));
                            }
                        },
                        Runnable::run);
    }

    void forget(String name) {
        try {
            executor.execute(() -> {
                try {
                    store.forget(name);
                } catch (RuntimeException e) {
                    LOG.warn("the store did not forget the removed child '{}': {}", name, e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e); // the tombstone comes back with the next start of all nodes, and is forgotten then
        }
    }

    /** Blocks. */
    Set<String> names() {
        return store.names();
    }

    /** Blocks. */
    List<ChildRecord> load(Collection<String> names) {
        List<ChildRecord> records = new ArrayList<>();
        store.load(names).forEach((name, content) -> {
            try {
                records.add(RecordFormat.fromBytes(content));
            } catch (IOException | RuntimeException e) {
                throw new RecordStoreException("the stored record of child '" + name + "' cannot be read", e);
            }
        });
        return records;
    }

    private void submit(ChildRecord record, CompletableFuture<Outcome> result, Runnable action) {
        try {
            executor.execute(() -> {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    result.completeExceptionally(failure(record, e));
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(failure(record, e));
        }
    }

    private void later(ChildRecord record, CompletableFuture<Outcome> result, Runnable action) {
        try {
            scheduler.schedule(action, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(failure(record, e));
        }
    }

    private RecordStoreException failure(ChildRecord record, RuntimeException cause) {
        return new RecordStoreException(
                "the store of node " + node + " did not save the record of child '" + record.name() + "': " + cause,
                cause);
    }

    private static StoredChild describe(ChildRecord record) {
        return new StoredChild(
                record.name(),
                record.spec().type(),
                record.phase().name(),
                !record.live(),
                record.incarnation(),
                record.revision(),
                RecordFormat.toBytes(record));
    }
}
