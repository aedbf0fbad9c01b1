package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
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
        simulation.registry.read(node, spec.name(), record -> {
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
            replyTo.accept(record.failedToStart() ? Status.FAILED : Status.OK);
        } else if (record.established()) {
            replyTo.accept(Status.OK);
        } else if (record.phase() == Phase.STARTING && record.host() != null) {
            begin(record, replyTo);
        } else {
            replyTo.accept(Status.RETRY);
        }
    }

    private void create(StoredSpec spec, ChildRecord previous, UUID id, Consumer<Status> replyTo) {
        String place = node.directory().view().placementOf(spec);
        if (place == null || mustHold()) {
            replyTo.accept(Status.RETRY);
            return;
        }
        ChildRecord created =
                ChildRecord.create(spec, previous, place, id, node.clock().epochMillis());
        simulation.registry.compareAndSet(node, previous, created, node.present(), outcome -> {
            if (outcome.applied()) {
                begin(outcome.current(), replyTo);
            } else if (ChildRecord.same(outcome.current(), previous)) {
                replyTo.accept(Status.RETRY);
            } else {
                start(spec, id, replyTo);
            }
        });
    }

    private void begin(ChildRecord record, Consumer<Status> replyTo) {
        if (record.host().equals(node.id())) {
            node.host().begin(record, replyTo);
        } else {
            simulation.network.<Status>order(
                    node,
                    record.host(),
                    (host, reply) -> host.gated(
                            reply, () -> host.coordinator().beginHere(record.name(), record.incarnation(), reply)),
                    replyTo,
                    () -> replyTo.accept(Status.RETRY));
        }
    }

    private void beginHere(String name, long incarnation, Consumer<Status> replyTo) {
        simulation.registry.read(node, name, record -> {
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
        simulation.registry.read(node, name, record -> {
            if (record == null || !record.live() || (incarnation != 0 && record.incarnation() != incarnation)) {
                replyTo.accept(Status.NONE);
            } else if (record.host() != null && node.directory().view().alive(record.host())) {
                terminateAt(record.host(), name, incarnation, replyTo);
            } else {
                simulation.registry.compareAndSet(
                        node,
                        record,
                        record.removed(null, node.clock().epochMillis()),
                        outcome -> replyTo.accept(outcome.applied() ? Status.OK : Status.RETRY));
            }
        });
    }

    private void terminateAt(String host, String name, long incarnation, Consumer<Status> replyTo) {
        Consumer<Status> notThere = status -> replyTo.accept(status == Status.NONE ? Status.RETRY : status);
        if (host.equals(node.id())) {
            node.host().terminate(name, incarnation, notThere);
        } else {
            simulation.network.<Status>order(
                    node,
                    host,
                    (receiver, reply) ->
                            receiver.gated(reply, () -> receiver.host().terminate(name, incarnation, reply)),
                    notThere,
                    () -> replyTo.accept(Status.RETRY));
        }
    }

    void adopt(String name, long incarnation, Consumer<Status> replyTo) {
        simulation.registry.read(node, name, record -> {
            boolean free = record != null
                    && record.live()
                    && (record.incarnation() == incarnation || !simulation.uses(Mitigation.SAME_INCARNATION))
                    && record.phase() != Phase.STOPPING
                    && (record.phase() == Phase.RELEASED
                            || !node.directory().view().alive(record.host())
                            || !simulation.uses(Mitigation.HOST_ALIVE));
            if (!free || node.directory().state() != NodeState.READY) {
                replyTo.accept(Status.RETRY);
            } else {
                claim(record, replyTo);
            }
        });
    }

    void claim(ChildRecord record, Consumer<Status> replyTo) {
        if (node.host().has(record.name()) || mustHold()) {
            replyTo.accept(Status.RETRY);
            return;
        }
        if (record.hostedBy(node.id())) {
            node.host().renounce(record);
        }
        if (record.spec().restart() == Restart.TEMPORARY && record.phase() != Phase.RELEASED) {
            bury(record);
            replyTo.accept(Status.NONE);
            return;
        }
        ChildRecord claimed = record.claimedBy(node.id(), node.clock().epochMillis());
        simulation.registry.compareAndSet(node, record, claimed, node.present(), outcome -> {
            if (outcome.applied() && outcome.current().hostedBy(node.id())) {
                node.host().begin(outcome.current(), replyTo);
            } else {
                replyTo.accept(Status.RETRY);
            }
        });
    }

    void bury(ChildRecord record) {
        simulation.registry.compareAndSet(
                node, record, record.removed(null, node.clock().epochMillis()), outcome -> {});
    }

    void vacate(ChildRecord record) {
        if (!node.host().has(record.name())) {
            node.host().renounce(record);
            simulation.registry.compareAndSet(
                    node, record, record.released(null, null, node.clock().epochMillis()), outcome -> {});
        }
    }

    void reassert(String name, long incarnation) {
        SimulatedHost.Hosted child = node.host().find(name);
        if (child == null || !child.settled() || child.record.incarnation() != incarnation) {
            return;
        }
        simulation.registry.read(node, name, record -> {
            if (child.settled() && child.record.incarnation() == incarnation) {
                reassertOver(child, record);
            }
        });
    }

    private void reassertOver(SimulatedHost.Hosted child, ChildRecord record) {
        if (record != null && record.incarnation() >= child.record.incarnation()) {
            if (record.incarnation() > child.record.incarnation() || !record.hostedBy(node.id())) {
                node.host().stopSilently(child);
                return;
            }
            if (record.revision() >= child.record.revision()) {
                return;
            }
        }
        ChildRecord again = child.record.reassertedOver(record, node.clock().epochMillis());
        simulation.registry.compareAndSet(node, record, again, outcome -> {
            if (outcome.applied()) {
                child.record = outcome.current();
            }
        });
    }

    /** Whether a lost node may still run children. */
    private boolean mustHold() {
        return !node.mayDecide() || !node.isClear(node.directory().members());
    }

    /** Lets a child of this node go on under the incarnation that a merge has given it. */
    void adoptIncarnation(ChildRecord record) {
        SimulatedHost.Hosted child = node.host().find(record.name());
        if (child == null || !child.settled() || child.record.incarnation() >= record.incarnation()) {
            return;
        }
        if (RecordWriter.wasMerged(child.record, record)) {
            node.host().adopt(child, record);
        } else {
            node.host().stopSilently(child);
        }
    }

    void stopObsolete(String name, long incarnation) {
        SimulatedHost.Hosted child = node.host().find(name);
        if (child != null && child.settled() && child.record.incarnation() == incarnation) {
            node.host().stopSilently(child);
        }
    }
}
