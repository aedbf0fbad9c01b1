package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.Action;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what reconcile decided. */
final class ActionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);
    private static final long ANSWER_MILLIS = 10_000;
    private static final Consumer<ControlReply> NOBODY = reply -> {};

    private final Registry registry;
    private final NodeDirectory directory;
    private final ChildHost host;
    private final Coordinator coordinator;
    private final Repair repair;
    private final Departure departure;
    private final Accusations accusations;
    private final NodeRequests requests;
    private final Mandate mandate;
    private final Transport transport;
    private final Threads threads;
    private final Set<String> moving = ConcurrentHashMap.newKeySet();
    private final Set<String> claiming = ConcurrentHashMap.newKeySet();
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private volatile Runnable wake = () -> {};

    /** What the runner needs. */
    record Parts(
            Registry registry,
            NodeDirectory directory,
            ChildHost host,
            Coordinator coordinator,
            Repair repair,
            Departure departure,
            Accusations accusations,
            NodeRequests requests,
            Mandate mandate) {}

    ActionRunner(Parts parts) {
        this.registry = parts.registry();
        this.directory = parts.directory();
        this.host = parts.host();
        this.coordinator = parts.coordinator();
        this.repair = parts.repair();
        this.departure = parts.departure();
        this.accusations = parts.accusations();
        this.requests = parts.requests();
        this.mandate = parts.mandate();
        this.transport = requests.transport();
        this.threads = requests.threads();
    }

    void wakes(Runnable newWake) {
        this.wake = newWake;
    }

    /** The names whose release this node has asked for and not seen the end of. */
    Set<String> moving() {
        return Set.copyOf(moving);
    }

    /** A coordinator says that these records name this node. */
    void expect(Map<String, Long> names) {
        Set<String> missing = new HashSet<>(names.keySet());
        missing.removeIf(name -> host.find(name) != null);
        if (expected.addAll(missing)) {
            wake.run();
        }
    }

    /** The names of {@link #expect} since the last call. */
    Set<String> takeExpected() {
        Set<String> taken = Set.copyOf(expected);
        expected.removeAll(taken);
        return taken;
    }

    void passivateIdle() {
        threads.control().execute(departure::passivateIdle);
    }

    void later(long millis, Runnable action) {
        try {
            threads.scheduler().schedule(action, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    void run(List<Action> actions, ClusterView view) {
        List<Action.Assign> orphans = new ArrayList<>();
        for (Action action : actions) {
            if (action instanceof Action.Assign assign && assign.hostDied()) {
                orphans.add(assign);
            } else {
                threads.control().execute(() -> run(action));
            }
        }
        if (!orphans.isEmpty() || !mandate.isClear(view.members())) {
            askThenAssign(orphans, view);
        }
    }

    private void run(Action action) {
        if (action instanceof Action.Assign assign) {
            assign(assign);
        } else if (action instanceof Action.StartAnew startAnew) {
            if (host.find(action.name()) == null) {
                coordinator.claim(startAnew.record(), StartReason.FAILOVER, NOBODY);
            }
        } else if (action instanceof Action.RequestRelease request) {
            requestRelease(request);
        } else if (action instanceof Action.StopObsolete obsolete) {
            repair.stopObsolete(obsolete.name(), obsolete.incarnation());
        } else if (action instanceof Action.Adopt adopt) {
            repair.adopt(adopt.record());
        } else if (action instanceof Action.Reassert reassert) {
            repair.reassert(reassert.name(), reassert.incarnation());
        } else if (action instanceof Action.Vacate vacate) {
            repair.vacate(vacate.record());
        } else if (action instanceof Action.Suspect suspect) {
            accusations.suspect(suspect, wake);
        } else if (action instanceof Action.Quarantine quarantine) {
            accusations.quarantine(quarantine.record());
        } else if (action instanceof Action.Bury bury) {
            coordinator.bury(bury.record());
        } else if (action instanceof Action.Forget forget) {
            registry.purge(forget.record());
        }
    }

    /**
     * A promoted backup may have missed the last claim. So before children of a dead host are claimed, all nodes say
     * whether they run one of them; those write their records again by themselves. They must be a quorum, and none may know
     * of a lost node that could still run children.
     */
    private void askThenAssign(List<Action.Assign> orphans, ClusterView view) {
        Map<String, Long> names = new HashMap<>();
        orphans.forEach(orphan -> names.put(orphan.name(), orphan.record().incarnation()));
        List<CompletableFuture<ControlReply>> answers = new ArrayList<>();
        for (String node : view.states().keySet()) {
            if (!node.equals(view.self()) && view.stateOf(node) != NodeState.ABSENT) {
                answers.add(transport
                        .control(node, Control.collect(names, view.members()))
                        .orTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS));
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenCompleteAsync(
                        (ignored, failure) -> {
                            if (failure != null) {
                                // somebody did not answer: it left, or it will; until that is known nothing is claimed
                                LOG.debug("cannot ask all nodes about {} children yet", orphans.size(), failure);
                                later(100, wake);
                                return;
                            }
                            Takeover takeover = new Takeover();
                            takeover.answered(running(names).keySet(), mandate.giveUp(view.members()));
                            for (CompletableFuture<ControlReply> answer : answers) {
                                ControlReply reply = answer.getNow(ControlReply.NONE);
                                takeover.answered(reply.incarnations().keySet(), reply.number());
                            }
                            if (!takeover.enough(mandate.needed())) {
                                return; // the lease ends as well
                            }
                            if (takeover.holdMillis() > 0) {
                                later(takeover.holdMillis(), wake);
                                return;
                            }
                            if (!mandate.isClear(view.members())) {
                                mandate.cleared(view.members());
                                wake.run();
                            }
                            for (Action.Assign orphan : orphans) {
                                if (takeover.isFree(orphan.name())) {
                                    assign(orphan);
                                }
                            }
                        },
                        threads.control());
    }

    /** Which of these names run here as newer instances than the asker knows of. */
    Map<String, Long> running(Map<String, Long> names) {
        Map<String, Long> running = new HashMap<>();
        names.forEach((name, incarnation) -> {
            HostedChild child = host.find(name);
            if (child != null && child.record.incarnation() > incarnation) {
                running.put(name, child.record.incarnation());
            }
        });
        return running;
    }

    private void assign(Action.Assign assign) {
        String name = assign.name();
        if (!claiming.add(name)) {
            return;
        }
        boolean alone = host.firstChild.comesAlone(Time.SYSTEM.millis());
        Consumer<ControlReply> done = reply -> {
            claiming.remove(name);
            if (reply.status() == ControlReply.Status.RETRY) {
                later(100, wake);
            } else if (alone) {
                wake.run(); // others wait for it
            }
        };
        long incarnation = assign.record().incarnation();
        StartReason reason = reasonOf(assign);
        if (assign.node().equals(directory.self())) {
            coordinator.adopt(name, incarnation, reason, done);
        } else {
            requests.ask(assign.node(), Control.adopt(name, incarnation, reason), done);
        }
    }

    private static StartReason reasonOf(Action.Assign assign) {
        if (assign.hostDied()) {
            return StartReason.FAILOVER;
        }
        return assign.record().established() ? StartReason.HANDOFF : StartReason.FIRST;
    }

    private void requestRelease(Action.RequestRelease request) {
        ChildRecord record = request.record();
        if (!moving.add(record.name())) {
            return;
        }
        Consumer<ControlReply> done = reply -> {
            moving.remove(record.name());
            if (reply.status() == ControlReply.Status.RETRY) {
                later(500, wake);
            } else if (moving.isEmpty()) {
                wake.run(); // perhaps more are to move than may at a time
            }
        };
        if (request.host().equals(directory.self())) {
            departure.release(record.name(), record.incarnation(), request.target(), leaving(), done);
        } else {
            Control release = Control.release(record.name(), record.incarnation(), request.target());
            requests.ask(request.host(), release, done);
        }
    }

    private boolean leaving() {
        return directory.state() != NodeState.READY;
    }
}
