package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
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
        if (!orphans.isEmpty()) {
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
        } else if (action instanceof Action.Reassert reassert) {
            coordinator.reassert(reassert.name(), reassert.incarnation());
        } else if (action instanceof Action.Vacate vacate) {
            coordinator.vacate(vacate.record());
        } else if (action instanceof Action.Bury bury) {
            coordinator.bury(bury.record());
        } else if (action instanceof Action.Forget forget) {
            simulation.purge(forget.record());
        }
    }

    private void askThenAssign(List<Action.Assign> orphans, ClusterView view) {
        Map<String, Long> names = new HashMap<>();
        orphans.forEach(orphan -> names.put(orphan.name(), orphan.record().incarnation()));
        Set<String> newer = new HashSet<>();
        List<String> asked = new ArrayList<>();
        for (String other : view.states().keySet()) {
            if (!other.equals(node.id()) && view.stateOf(other) != NodeState.ABSENT) {
                asked.add(other);
            }
        }
        int[] missing = {asked.size()};
        boolean[] failed = {false};
        Consumer<Status> answered = status -> {
            failed[0] |= status != Status.OK;
            if (--missing[0] > 0) {
                return;
            }
            if (failed[0]) {
                node.after(100, node::wake);
                return;
            }
            newer.addAll(node.host().newerThan(names));
            orphans.stream().filter(orphan -> !newer.contains(orphan.name())).forEach(this::assign);
        };
        if (asked.isEmpty()) {
            missing[0] = 1;
            answered.accept(Status.OK);
        }
        for (String other : asked) {
            simulation.send(
                    other,
                    (receiver, reply) -> {
                        newer.addAll(receiver.host().newerThan(names));
                        reply.accept(Status.OK);
                        return null;
                    },
                    answer(answered));
        }
    }

    /** What was asked by a node that has ended interests nobody. */
    private Consumer<Status> answer(Consumer<Status> then) {
        return status -> {
            if (node.running()) {
                then.accept(status);
            }
        };
    }

    private void assign(Action.Assign assign) {
        String name = assign.name();
        if (!claiming.add(name)) {
            return;
        }
        Consumer<Status> done = status -> {
            claiming.remove(name);
            if (status == Status.RETRY) {
                node.after(100, node::wake);
            }
        };
        if (assign.node().equals(node.id())) {
            node.coordinator().adopt(name, done);
        } else {
            simulation.send(
                    assign.node(),
                    (receiver, reply) -> {
                        receiver.coordinator().adopt(name, reply);
                        return null;
                    },
                    answer(done));
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
                node.after(500, node::wake);
            } else if (moving.isEmpty()) {
                node.wake();
            }
        };
        if (request.host().equals(node.id())) {
            release(node, record, request.target(), done);
        } else {
            simulation.send(
                    request.host(),
                    (receiver, reply) -> {
                        release(receiver, record, request.target(), reply);
                        return null;
                    },
                    answer(done));
        }
    }

    private static void release(SimulatedNode host, ChildRecord record, String target, Consumer<Status> replyTo) {
        host.host().release(record.name(), record.incarnation(), target, host.state() != NodeState.READY, replyTo);
    }
}
