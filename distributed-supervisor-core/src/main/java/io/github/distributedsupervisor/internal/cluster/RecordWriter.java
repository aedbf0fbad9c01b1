package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of this node's children. The changes of one child are written one after the other, each decided on
 * the record that the one before has left. Runs on the control thread.
 */
final class RecordWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    private final Registry registry;
    private final Threads threads;
    private final BiConsumer<HostedChild, ChildRecord> adopt;
    private final Census census;
    private final Consumer<HostedChild> superseded;

    /**
     * @param adopt is told of a child whose record was merged with that of an instance beside it
     * @param superseded is told of a child whose record somebody else has changed: it is not the one any more
     */
    RecordWriter(
            Registry registry,
            Threads threads,
            BiConsumer<HostedChild, ChildRecord> adopt,
            Census census,
            Consumer<HostedChild> superseded) {
        this.registry = registry;
        this.threads = threads;
        this.adopt = adopt;
        this.census = census;
        this.superseded = superseded;
    }

    void change(HostedChild child, UnaryOperator<ChildRecord> update, Runnable then) {
        change(child, update, then, () -> {});
    }

    /** @param otherwise runs when the change was not written */
    void change(HostedChild child, UnaryOperator<ChildRecord> update, Runnable then, Runnable otherwise) {
        child.inTurn(() -> attempt(child, update, then, otherwise));
    }

    private void attempt(HostedChild child, UnaryOperator<ChildRecord> update, Runnable then, Runnable otherwise) {
        registry.compareAndSet(child.record, update.apply(child.record))
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            ChildRecord current = outcome == null ? null : outcome.current();
                            if (outcome != null && !outcome.applied() && wasMerged(child.record, current)) {
                                adopt.accept(child, current);
                                attempt(child, update, then, otherwise);
                                return;
                            }
                            changed(child, outcome, failure, then, otherwise);
                            child.turnIsOver();
                        },
                        threads.control());
    }

    /** Only its host writes into the record of a child that runs, and the merge of a split cluster. */
    static boolean wasMerged(ChildRecord known, @Nullable ChildRecord current) {
        return current != null
                && current.incarnation() > known.incarnation()
                && current.phase() == known.phase()
                && current.startId().equals(known.startId())
                && current.live()
                && known.host() != null
                && known.host().equals(current.host());
    }

    private void changed(
            HostedChild child,
            @Nullable Outcome outcome,
            @Nullable Throwable failure,
            Runnable then,
            Runnable otherwise) {
        if (outcome == null) {
            LOG.debug("the supervisor was closed before the record of '{}' was written", child.name, failure);
            otherwise.run();
        } else if (outcome.applied()) {
            ChildRecord current = outcome.current();
            if (current != null) {
                child.recorded(current, census);
            }
            then.run();
        } else {
            otherwise.run();
            if (!child.superseded) {
                child.superseded = true;
                LOG.warn("child '{}' was changed elsewhere and stops here: {}", child.name, outcome.current());
                superseded.accept(child);
            }
        }
    }
}
