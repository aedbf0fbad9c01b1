package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.UUID;
import java.util.function.Consumer;

/** Creates, ends and claims, by the rules of the real coordinator. */
final class SimulatedCoordinator {

    private final SimulatedNode node;
    private final Simulation simulation;

    SimulatedCoordinator(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
    }

    void start(StoredSpec spec, UUID id, Consumer<Status> replyTo) {
        simulation.read(node, spec.name(), record -> {
            if (record != null && record.startId().equals(id)) {
                answerRepeated(record, replyTo);
            } else if (record == null || !record.live()) {
                create(spec, record, id, replyTo);
            } else {
                replyTo.accept(record.phase() == Phase.STOPPING ? Status.RETRY : Status.TAKEN);
            }
        });
    }

    private void answerRepeated(ChildRecord record, Consumer<Status> replyTo) {
        if (!record.live()) {
            boolean failed = !record.established() && record.history().lastFailure() != null;
            replyTo.accept(failed ? Status.FAILED : Status.OK);
        } else if (record.established()) {
            replyTo.accept(Status.OK);
        } else if (record.phase() == Phase.STARTING && record.host() != null) {
            begin(record, replyTo);
        } else {
            replyTo.accept(Status.RETRY);
        }
    }

    private void create(StoredSpec spec, ChildRecord previous, UUID id, Consumer<Status> replyTo) {
        String place = node.view().placementOf(spec);
        if (place == null) {
            replyTo.accept(Status.RETRY);
            return;
        }
        ChildRecord created = ChildRecord.create(spec, previous, place, id, node.epochMillis());
        simulation.compareAndSet(node, previous, created, outcome -> {
            if (outcome.applied()) {
                begin(outcome.current(), replyTo);
            } else {
                start(spec, id, replyTo);
            }
        });
    }

    private void begin(ChildRecord record, Consumer<Status> replyTo) {
        if (record.host().equals(node.id())) {
            node.host().begin(record, replyTo);
        } else {
            simulation.send(
                    record.host(),
                    (host, reply) -> {
                        host.coordinator().beginHere(record.name(), record.incarnation(), reply);
                        return null;
                    },
                    replyTo);
        }
    }

    private void beginHere(String name, long incarnation, Consumer<Status> replyTo) {
        simulation.read(node, name, record -> {
            boolean mine = record != null
                    && record.hostedBy(node.id())
                    && record.incarnation() == incarnation
                    && record.phase() == Phase.STARTING;
            if (mine) {
                node.host().begin(record, replyTo);
            } else {
                replyTo.accept(Status.RETRY);
            }
        });
    }

    void terminate(String name, long incarnation, Consumer<Status> replyTo) {
        simulation.read(node, name, record -> {
            if (record == null || !record.live() || (incarnation != 0 && record.incarnation() != incarnation)) {
                replyTo.accept(Status.NONE);
            } else if (record.host() != null && node.view().alive(record.host())) {
                terminateAt(record.host(), name, incarnation, replyTo);
            } else {
                simulation.compareAndSet(
                        node,
                        record,
                        record.removed(null, node.epochMillis()),
                        outcome -> replyTo.accept(outcome.applied() ? Status.OK : Status.RETRY));
            }
        });
    }

    private void terminateAt(String host, String name, long incarnation, Consumer<Status> replyTo) {
        Consumer<Status> notThere = status -> replyTo.accept(status == Status.NONE ? Status.RETRY : status);
        if (host.equals(node.id())) {
            node.host().terminate(name, incarnation, notThere);
        } else {
            simulation.send(
                    host,
                    (receiver, reply) -> {
                        receiver.host().terminate(name, incarnation, reply);
                        return null;
                    },
                    notThere);
        }
    }

    void adopt(String name, Consumer<Status> replyTo) {
        simulation.read(node, name, record -> {
            boolean free = record != null
                    && record.live()
                    && (record.phase() == Phase.RELEASED
                            || !node.view().alive(record.host())
                            || !simulation.variant.checksHost());
            if (!free || node.state() != NodeState.READY) {
                replyTo.accept(Status.RETRY);
            } else {
                claim(record, replyTo);
            }
        });
    }

    void claim(ChildRecord record, Consumer<Status> replyTo) {
        if (node.host().has(record.name())) {
            replyTo.accept(Status.RETRY);
            return;
        }
        if (record.spec().restart() == Restart.TEMPORARY && record.phase() != Phase.RELEASED) {
            bury(record);
            replyTo.accept(Status.NONE);
            return;
        }
        ChildRecord claimed = record.claimedBy(node.id(), node.epochMillis());
        simulation.compareAndSet(node, record, claimed, outcome -> {
            if (outcome.applied()) {
                node.host().begin(outcome.current(), replyTo);
            } else {
                replyTo.accept(Status.RETRY);
            }
        });
    }

    void bury(ChildRecord record) {
        simulation.compareAndSet(node, record, record.removed(null, node.epochMillis()), outcome -> {});
    }

    void vacate(ChildRecord record) {
        if (!node.host().has(record.name())) {
            simulation.compareAndSet(node, record, record.released(null, null, node.epochMillis()), outcome -> {});
        }
    }

    void reassert(String name, long incarnation) {
        SimulatedHost.Hosted child = node.host().find(name);
        if (child == null || !child.settled() || child.record.incarnation() != incarnation) {
            return;
        }
        simulation.read(node, name, record -> {
            if (child.settled() && child.record.incarnation() == incarnation) {
                reassertOver(child, record);
            }
        });
    }

    private void reassertOver(SimulatedHost.Hosted child, ChildRecord record) {
        if (record != null && record.incarnation() >= child.record.incarnation()) {
            if (record.incarnation() > child.record.incarnation() || !record.hostedBy(node.id())) {
                node.host().stopSilently(child);
            }
            return;
        }
        ChildRecord again = child.record.reassertedOver(record, node.epochMillis());
        simulation.compareAndSet(node, record, again, outcome -> {
            if (outcome.applied()) {
                child.record = outcome.current();
            }
        });
    }

    void stopObsolete(String name, long incarnation) {
        SimulatedHost.Hosted child = node.host().find(name);
        if (child != null && child.settled() && child.record.incarnation() == incarnation) {
            node.host().stopSilently(child);
        }
    }
}
