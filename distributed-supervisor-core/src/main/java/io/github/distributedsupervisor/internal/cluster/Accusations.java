package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.reconcile.Action;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into records of children what their nodes may have died of. */
final class Accusations {

    private static final Logger LOG = LoggerFactory.getLogger(Accusations.class);
    private static final String TYPE = "node lost";

    private final Registry registry;
    private final ChildEvents events;
    private final UnaryOperator<String> nameOf;
    private final Time time;

    /** @param nameOf what a node that is gone was called */
    Accusations(Registry registry, ChildEvents events, UnaryOperator<String> nameOf, Time time) {
        this.registry = registry;
        this.events = events;
        this.nameOf = nameOf;
        this.time = time;
    }

    /** @param then runs when that is written, or somebody else has changed the record */
    void suspect(Action.Suspect suspect, Runnable then) {
        ChildRecord record = suspect.record();
        String when = suspect.ranMillis() == 0
                ? "while this child was starting on it"
                : suspect.ranMillis() + " ms after this child had started on it";
        ChildFailure failure = failure(record, nodeOf(record) + " died " + when);
        LOG.info("child '{}' starts elsewhere under suspicion: {}", record.name(), failure.message());
        registry.compareAndSet(record, record.suspected(suspect.ranMillis(), failure, time.epochMillis()))
                .whenCompleteAsync((outcome, unknown) -> then.run(), Runnable::run);
    }

    void quarantine(ChildRecord record) {
        int deaths = record.history().suspicion().deaths();
        ChildFailure failure = failure(
                record,
                deaths + " nodes died while this child was starting on them, or right after; the last was "
                        + nodeOf(record) + ", and no other child was there both times");
        ChildRecord quarantined = record.quarantined(record.history().failed(failure), time.epochMillis());
        registry.compareAndSet(record, quarantined)
                .whenCompleteAsync(
                        (outcome, unknown) -> {
                            if (outcome != null && outcome.applied()) {
                                LOG.error("child '{}' is quarantined: {}", quarantined.name(), failure.message());
                                events.quarantined(quarantined);
                            }
                        },
                        Runnable::run);
    }

    private String nodeOf(ChildRecord record) {
        @Nullable String host = record.host();
        return "node '" + (host == null ? "" : nameOf.apply(host)) + "'";
    }

    private ChildFailure failure(ChildRecord record, String message) {
        return new ChildFailure(Instant.ofEpochMilli(time.epochMillis()), record.incarnation(), TYPE, message, "");
    }
}
