package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.reconcile.Action;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Does what reconcile decided, by the rules of the real runner. */
final class SimulatedActions {

    private final SimulatedNode node;
    private final Simulation simulation;
    private final Set<String> moving = new HashSet<>();
    private final Set<String> claiming = new HashSet<>();

    SimulatedActions(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
    }

    Set<String> moving() {
        return Set.copyOf(moving);
    }

    void run(List<Action> actions, ClusterView view) {
        List<Action.Assign> orphans = new ArrayList<>();
        for (Action action : actions) {
            if (action instanceof Action.Assign assign && assign.hostDied()) {
                orphans.add(assign);
            } else {
                run(action);
            }
        }
        if (!orphans.isEmpty() || !node.isClear(view.members())) {
            askThenAssign(orphans, view);
        }
    }

    private void run(Action action) {
        SimulatedCoordinator coordinator = node.coordinator();
        if (action instanceof Action.Assign assign) {
            assign(assign);
        } else if (action instanceof Action.StartAnew startAnew) {
            coordinator.claim(startAnew.record(), status -> {});
        } else if (action instanceof Action.RequestRelease request) {
            requestRelease(request);
        } else if (action instanceof Action.StopObsolete obsolete) {
            coordinator.stopObsolete(obsolete.name(), obsolete.incarnation());
        } else if (action instanceof Action.Adopt adopt) {
            coordinator.adoptIncarnation(adopt.record());
        } else if (action instanceof Action.Reassert reassert) {
            coordinator.reassert(reassert.name(), reassert.incarnation());
        } else if (action instanceof Action.Vacate vacate) {
            coordinator.vacate(vacate.record());
        } else if (action instanceof Action.Bury bury) {
            if (!node.host().has(bury.name()) || !simulation.uses(Mitigation.BURY_WHEN_GONE)) {
                coordinator.bury(bury.record());
            }
        } else if (action instanceof Action.Forget forget) {
            simulation.registry.purge(node, forget.record());
        }
    }

    private void askThenAssign(List<Action.Assign> orphans, ClusterView view) {
        Map<String, Long> names = new HashMap<>();
        orphans.forEach(orphan -> names.put(orphan.name(), orphan.record().incarnation()));
        List<String> asked = new ArrayList<>();
        for (String other : view.states().keySet()) {
            if (!other.equals(view.self()) && view.stateOf(other) != NodeState.ABSENT) {
                asked.add(other);
            }
        }
        Takeover takeover = new Takeover();
        int[] missing = {asked.size() + 1};
        boolean[] failed = {false};
        Runnable one = () -> {
            if (--missing[0] == 0) {
                decide(orphans, names, view.members(), failed[0] ? null : takeover);
            }
        };
        for (String other : asked) {
            simulation.network.<Answer>ask(
                    node,
                    other,
                    (receiver, reply) ->
                            reply.accept(new Answer(receiver.host().newerThan(names), receiver.giveUp(view.members()))),
                    answer -> {
                        takeover.answered(answer.newer(), answer.holdMillis());
                        one.run();
                    },
                    () -> {
                        failed[0] = true;
                        one.run();
                    });
        }
        one.run();
    }

    private record Answer(Set<String> newer, long holdMillis) {}

    /** @param takeover null when somebody did not answer */
    private void decide(List<Action.Assign> orphans, Map<String, Long> names, Set<String> members, Takeover takeover) {
        if (takeover == null) {
            node.after(100, node.loop()::wake);
            return;
        }
        takeover.answered(node.host().newerThan(names), node.giveUp(members));
        if (simulation.uses(Mitigation.COLLECT_QUORUM)
                && !takeover.enough(node.keeper().needed())) {
            return;
        }
        if (takeover.holdMillis() > 0) {
            node.after(takeover.holdMillis(), node.loop()::wake);
            return;
        }
        if (!node.isClear(members)) {
            node.mandate().cleared(members);
            node.loop().wake();
        }
        orphans.stream().filter(orphan -> takeover.isFree(orphan.name())).forEach(this::assign);
    }

    private void assign(Action.Assign assign) {
        String name = assign.name();
        if (!claiming.add(name)) {
            return;
        }
        long incarnation = assign.record().incarnation();
        boolean alone = node.host().firstChild().comesAlone(node.clock().millis());
        Consumer<Status> done = status -> {
            claiming.remove(name);
            if (status == Status.RETRY) {
                node.after(100, node.loop()::wake);
            } else if (alone) {
                node.loop().wake();
            }
        };
        if (assign.node().equals(node.id())) {
            node.coordinator().adopt(name, incarnation, done);
        } else {
            simulation.network.<Status>order(
                    node,
                    assign.node(),
                    (receiver, reply) ->
                            receiver.gated(reply, () -> receiver.coordinator().adopt(name, incarnation, reply)),
                    done,
                    () -> done.accept(Status.RETRY));
        }
    }

    private void requestRelease(Action.RequestRelease request) {
        ChildRecord record = request.record();
        if (!moving.add(record.name())) {
            return;
        }
        Consumer<Status> done = status -> {
            moving.remove(record.name());
            if (status == Status.RETRY) {
                node.after(500, node.loop()::wake);
            } else if (moving.isEmpty()) {
                node.loop().wake();
            }
        };
        if (request.host().equals(node.id())) {
            release(node, record, request.target(), done);
        } else {
            simulation.network.<Status>order(
                    node,
                    request.host(),
                    (receiver, reply) ->
                            receiver.gated(reply, () -> release(receiver, record, request.target(), reply)),
                    done,
                    () -> done.accept(Status.RETRY));
        }
    }

    private static void release(SimulatedNode host, ChildRecord record, String target, Consumer<Status> replyTo) {
        host.host()
                .release(
                        record.name(),
                        record.incarnation(),
                        target,
                        host.directory().state() != NodeState.READY,
                        replyTo);
    }
}
