package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides about names: creates their records, ends them, claims those that nobody runs. Only the node that owns a name's
 * partition, or its deputy, is asked; that two of them may believe to be it for a moment is harmless, because each change
 * is a compare-and-set. Runs on the control thread.
 */
final class Coordinator {

    private final Registry registry;
    private final ChildHost host;
    private final Departure departure;
    private final NodeDirectory directory;
    private final Transport transport;
    private final Threads threads;
    private final Time time;

    Coordinator(
            Registry registry,
            ChildHost host,
            Departure departure,
            NodeDirectory directory,
            Transport transport,
            Threads threads) {
        this.registry = registry;
        this.host = host;
        this.departure = departure;
        this.directory = directory;
        this.transport = transport;
        this.threads = threads;
        this.time = Time.SYSTEM;
    }

    // ---- start

    /** Starts a child unless its name is taken. Repeated with the same id, it answers as the first time. */
    void start(StoredSpec spec, UUID id, Consumer<ControlReply> replyTo) {
        read(spec.name(), replyTo, record -> {
            if (record != null && record.startId().equals(id)) {
                answerRepeated(record, replyTo);
            } else if (record == null || !record.live()) {
                create(spec, record, id, replyTo);
            } else if (record.phase() == Phase.STOPPING) {
                replyTo.accept(ControlReply.RETRY);
            } else {
                replyTo.accept(ControlReply.taken(record.incarnation()));
            }
        });
    }

    private void answerRepeated(ChildRecord record, Consumer<ControlReply> replyTo) {
        String failure = record.lastFailure();
        if (!record.live() && !record.established() && failure != null) {
            replyTo.accept(ControlReply.failed(failure));
        } else if (!record.live()) {
            replyTo.accept(ControlReply.ok(record.incarnation()));
        } else if (record.established()) {
            replyTo.accept(ControlReply.ok(record.incarnation()));
        } else if (record.phase() == Phase.STARTING && record.host() != null) {
            begin(record, replyTo);
        } else {
            replyTo.accept(ControlReply.RETRY);
        }
    }

    private void create(StoredSpec spec, @Nullable ChildRecord previous, UUID id, Consumer<ControlReply> replyTo) {
        String node = directory.view().placementOf(spec.name());
        if (node == null) {
            replyTo.accept(ControlReply.RETRY);
            return;
        }
        ChildRecord created = ChildRecord.create(spec, previous, node, id, time.epochMillis());
        write(previous, created, replyTo, outcome -> {
            if (outcome.applied()) {
                begin(current(outcome, created), replyTo);
            } else {
                start(spec, id, replyTo);
            }
        });
    }

    private void begin(ChildRecord record, Consumer<ControlReply> replyTo) {
        String node = Objects.requireNonNull(record.host());
        if (node.equals(directory.self())) {
            host.begin(record, replyTo);
        } else {
            forward(node, Control.about(Control.Kind.BEGIN, record.name(), record.incarnation()), replyTo);
        }
    }

    /** Asked by a coordinator: run what your record says. */
    void beginHere(String name, long incarnation, Consumer<ControlReply> replyTo) {
        read(name, replyTo, record -> {
            boolean mine = record != null
                    && record.hostedBy(directory.self())
                    && record.incarnation() == incarnation
                    && record.phase() == Phase.STARTING;
            if (mine) {
                host.begin(record, replyTo);
            } else {
                replyTo.accept(ControlReply.RETRY);
            }
        });
    }

    // ---- terminate

    /** Ends a child for good, wherever it is. */
    void terminate(String name, long incarnation, Consumer<ControlReply> replyTo) {
        read(name, replyTo, record -> {
            if (record == null || !record.live()) {
                replyTo.accept(ControlReply.NONE);
            } else if (incarnation != 0 && record.incarnation() != incarnation) {
                replyTo.accept(ControlReply.NONE);
            } else if (record.host() != null && directory.view().alive(record.host())) {
                terminateAt(record.host(), name, incarnation, replyTo);
            } else {
                ChildRecord buried = record.removed(null, time.epochMillis());
                write(
                        record,
                        buried,
                        replyTo,
                        outcome -> replyTo.accept(
                                outcome.applied() ? ControlReply.ok(record.incarnation()) : ControlReply.RETRY));
            }
        });
    }

    private void terminateAt(String node, String name, long incarnation, Consumer<ControlReply> replyTo) {
        // the record says it is there: if the host does not know it, the sweep is about to repair that
        Consumer<ControlReply> notThere =
                reply -> replyTo.accept(reply.status() == ControlReply.Status.NONE ? ControlReply.RETRY : reply);
        if (node.equals(directory.self())) {
            departure.terminate(name, incarnation, notThere);
        } else {
            forward(node, Control.about(Control.Kind.STOP, name, incarnation), notThere);
        }
    }

    // ---- claim

    /** Claims a child that nobody runs and runs it here. */
    void adopt(String name, Consumer<ControlReply> replyTo) {
        read(name, replyTo, record -> {
            boolean free = record != null
                    && record.live()
                    && (record.phase() == Phase.RELEASED || !directory.view().alive(record.host()));
            if (!free || directory.state() != NodeState.READY) {
                replyTo.accept(ControlReply.RETRY);
            } else {
                claim(record, replyTo);
            }
        });
    }

    /** Writes this node into a record, then runs the child. */
    void claim(ChildRecord record, Consumer<ControlReply> replyTo) {
        if (host.find(record.name()) != null) {
            replyTo.accept(ControlReply.RETRY); // the previous instance is about to end
            return;
        }
        boolean comesBack = record.spec().restart() != Restart.TEMPORARY || record.phase() == Phase.RELEASED;
        if (!comesBack) {
            bury(record);
            replyTo.accept(ControlReply.NONE);
            return;
        }
        ChildRecord claimed = record.claimedBy(directory.self(), time.epochMillis());
        write(record, claimed, replyTo, outcome -> {
            if (outcome.applied()) {
                host.begin(current(outcome, claimed), replyTo);
            } else {
                replyTo.accept(ControlReply.RETRY);
            }
        });
    }

    // ---- what reconcile asks for

    /** Writes a tombstone for a child that nobody runs. */
    void bury(ChildRecord record) {
        registry.compareAndSet(record, record.removed(record.lastFailure(), time.epochMillis()));
    }

    /** Gives up a record that names this node, which has no such child. */
    void vacate(ChildRecord record) {
        if (host.find(record.name()) == null) {
            registry.compareAndSet(record, record.released(null, null, time.epochMillis()));
        }
    }

    /** Writes the record of a child of this node again, unless a newer instance exists. */
    void reassert(String name, long incarnation) {
        HostedChild child = host.find(name);
        if (child == null || !child.settled() || child.record.incarnation() != incarnation) {
            return;
        }
        registry.readSurely(name)
                .whenCompleteAsync(
                        (record, failure) -> {
                            if (failure == null && child.settled() && child.record.incarnation() == incarnation) {
                                reassertOver(child, record);
                            }
                        },
                        threads.control());
    }

    private void reassertOver(HostedChild child, @Nullable ChildRecord record) {
        if (record != null && record.incarnation() >= child.record.incarnation()) {
            if (record.incarnation() > child.record.incarnation() || !record.hostedBy(directory.self())) {
                host.stopSilently(child);
            }
            return;
        }
        ChildRecord again = child.record.reassertedOver(record, time.epochMillis());
        registry.compareAndSet(record, again)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            ChildRecord current = outcome == null ? null : outcome.current();
                            if (outcome != null && outcome.applied() && current != null) {
                                child.record = current;
                            }
                        },
                        threads.control());
    }

    /** Stops a child of this node whose record names another instance. */
    void stopObsolete(String name, long incarnation) {
        HostedChild child = host.find(name);
        if (child != null && child.settled() && child.record.incarnation() == incarnation) {
            host.stopSilently(child);
        }
    }

    // ---- parts

    private void read(String name, Consumer<ControlReply> replyTo, Consumer<@Nullable ChildRecord> then) {
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

    private void write(
            @Nullable ChildRecord expected,
            ChildRecord update,
            Consumer<ControlReply> replyTo,
            Consumer<Outcome> then) {
        registry.compareAndSet(expected, update)
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

    private void forward(String node, Control request, Consumer<ControlReply> replyTo) {
        CompletableFuture<ControlReply> answer = transport.control(node, request);
        BiConsumer<@Nullable ControlReply, @Nullable Throwable> done =
                (reply, failure) -> replyTo.accept(reply == null ? ControlReply.RETRY : reply);
        answer.whenCompleteAsync(done, threads.control());
    }

    private static ChildRecord current(Outcome outcome, ChildRecord written) {
        ChildRecord current = outcome.current();
        return current == null ? written : current;
    }
}
