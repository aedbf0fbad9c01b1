package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.RecordStoreException;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and changes records for a request; when that fails, whoever asked is to ask again. */
final class CoordinatedRecords {

    private final Registry registry;
    private final Threads threads;
    private final Time time;

    CoordinatedRecords(Registry registry, Threads threads, Time time) {
        this.registry = registry;
        this.threads = threads;
        this.time = time;
    }

    void read(String name, Consumer<ControlReply> replyTo, Consumer<@Nullable ChildRecord> then) {
        registry.read(name)
                .whenCompleteAsync(
                        (record, failure) -> {
                            if (failure != null) {
                                replyTo.accept(ControlReply.RETRY);
                            } else {
                                then.accept(record);
                            }
                        },
                        threads.control());
    }

    void write(
            @Nullable ChildRecord expected,
            ChildRecord update,
            Consumer<ControlReply> replyTo,
            Consumer<Outcome> then) {
        write(expected, update, Set.of(), replyTo, then);
    }

    /** @param present the members that the owner of the record must see */
    void write(
            @Nullable ChildRecord expected,
            ChildRecord update,
            Set<String> present,
            Consumer<ControlReply> replyTo,
            Consumer<Outcome> then) {
        registry.compareAndSet(expected, update, present)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            if (outcome == null) {
                                replyTo.accept(ControlReply.RETRY);
                            } else {
                                then.accept(outcome);
                            }
                        },
                        threads.control());
    }

    /**
     * Writes the record of a new child; fails when the store does.
     *
     * @param present the members that the owner of the record must see
     */
    void create(
            @Nullable ChildRecord previous,
            ChildRecord created,
            Set<String> present,
            Consumer<ControlReply> replyTo,
            Consumer<Outcome> then) {
        registry.create(previous, created, present)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            if (outcome == null) {
                                replyTo.accept(answerTo(failure));
                            } else {
                                then.accept(outcome);
                            }
                        },
                        threads.control());
    }

    private ControlReply answerTo(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RecordStoreException
                ? ControlReply.failed(FailureText.failureOf(cause, 0, time.epochMillis()))
                : ControlReply.RETRY;
    }

    /** Writes a tombstone for a child that nobody runs. */
    void bury(ChildRecord record) {
        registry.compareAndSet(record, record.removed(null, time.epochMillis()));
    }
}
