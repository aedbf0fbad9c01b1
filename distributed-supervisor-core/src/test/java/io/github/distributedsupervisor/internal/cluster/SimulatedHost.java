package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.RestartHistory;
import io.github.distributedsupervisor.internal.runtime.RestartDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The children of a simulated node, by the rules of the real host and of the real departure. */
final class SimulatedHost {

    private static final long HANDOFF_TIMEOUT = 1_000;
    private static final RestartIntensity NO_LIMIT = new RestartIntensity(RestartIntensity.MOST, Duration.ofSeconds(1));

    private final SimulatedNode node;
    private final Simulation simulation;
    private final FirstChild firstChild = new FirstChild();
    private boolean fenced;
    private final DepartedInstances departed = new DepartedInstances();
    private final Map<String, Hosted> children = new TreeMap<>();

    enum Stage {
        STARTING,
        RUNNING,
        ENDING,
        BACKING_OFF,
        LEAVING
    }

    /** A name on this node. */
    static final class Hosted {
        ChildRecord record;
        Stage stage = Stage.STARTING;
        SimulatedProcess process;
        long openedAt;
        final List<Consumer<Status>> startWaiters = new ArrayList<>();
        private final List<Runnable> deferred = new ArrayList<>();

        boolean settled() {
            return stage == Stage.RUNNING || stage == Stage.BACKING_OFF;
        }

        void runDeferred() {
            List<Runnable> actions = List.copyOf(deferred);
            deferred.clear();
            actions.forEach(Runnable::run);
        }

        void answerStart(Status status) {
            List<Consumer<Status>> waiters = List.copyOf(startWaiters);
            startWaiters.clear();
            waiters.forEach(waiter -> waiter.accept(status));
        }
    }

    SimulatedHost(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
    }

    FirstChild firstChild() {
        return firstChild;
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    boolean has(String name) {
        return children.containsKey(name);
    }

    Hosted find(String name) {
        return children.get(name);
    }

    List<LocalChild> snapshot() {
        List<LocalChild> snapshot = new ArrayList<>();
        children.forEach((name, child) -> snapshot.add(
                new LocalChild(name, child.record.incarnation(), child.record.revision(), child.settled())));
        return snapshot;
    }

    Set<String> newerThan(Map<String, Long> incarnations) {
        Set<String> newer = new HashSet<>();
        incarnations.forEach((name, incarnation) -> {
            Hosted child = children.get(name);
            if (child != null && child.record.incarnation() > incarnation) {
                newer.add(name);
            }
        });
        return newer;
    }

    // ---- start, crash, restart

    void begin(ChildRecord record, Consumer<Status> replyTo) {
        if (fenced) {
            replyTo.accept(Status.RETRY);
            return;
        }
        Hosted present = children.get(record.name());
        if (present != null) {
            boolean same = present.record.incarnation() >= record.incarnation();
            if (!same || present.stage == Stage.LEAVING) {
                replyTo.accept(Status.RETRY);
            } else if (present.settled()) {
                replyTo.accept(Status.OK);
            } else {
                present.startWaiters.add(replyTo);
            }
            return;
        }
        if (departed.contains(record) && simulation.uses(Mitigation.ONCE_ON_A_NODE)) {
            replyTo.accept(Status.RETRY);
            return;
        }
        Hosted child = new Hosted();
        child.record = record;
        child.startWaiters.add(replyTo);
        children.put(record.name(), child);
        run(child);
    }

    void renounce(ChildRecord record) {
        departed.add(record);
    }

    private void run(Hosted child) {
        SimulatedProcess process = new SimulatedProcess(child.record, node, simulation);
        child.process = process;
        process.start(new SimulatedProcess.Owner() {
            @Override
            public void started() {
                onControl(process, () -> opened(child));
            }

            @Override
            public void failedToStart() {
                onControl(process, () -> {
                    if (child.record.established() && child.record.spec().restart() != Restart.TEMPORARY) {
                        restart(child);
                    } else {
                        bury(child, "failed to start", Status.FAILED);
                    }
                });
            }

            @Override
            public void crashed() {
                onControl(process, () -> {
                    if (child.stage == Stage.LEAVING) {
                        return;
                    }
                    if (child.record.spec().restart() == Restart.TEMPORARY) {
                        bury(child, "crashed", Status.RETRY);
                    } else {
                        restart(child);
                    }
                });
            }
        });
    }

    private void onControl(SimulatedProcess process, Runnable action) {
        node.after(simulation.network.hop(), () -> {
            Hosted child = children.get(process.name());
            if (child != null && child.process == process) {
                action.run();
            }
        });
    }

    private void opened(Hosted child) {
        change(child, record -> record.running(node.clock().epochMillis()), () -> {
            child.openedAt = simulation.now();
            child.process.open();
            child.stage = Stage.RUNNING;
            firstChild.begun();
            child.answerStart(Status.OK);
            child.runDeferred();
        });
    }

    private void restart(Hosted child) {
        child.stage = Stage.ENDING;
        long ran = child.openedAt == 0 ? 0 : simulation.now() - child.openedAt;
        int failures = RestartDelay.failuresAfter(
                RestartBackOff.DEFAULT, child.record.history().failures(), ran);
        child.openedAt = 0;
        RestartHistory history = child.record
                .history()
                .restarted(failures, null, NO_LIMIT, node.clock().epochMillis());
        change(child, record -> record.restarting(history, node.clock().epochMillis()), () -> {
            child.stage = Stage.BACKING_OFF;
            SimulatedProcess crashed = child.process;
            child.runDeferred();
            node.after(RestartDelay.millis(RestartBackOff.DEFAULT, crashed.name(), failures), () -> {
                boolean waits = children.get(crashed.name()) == child && child.process == crashed;
                if (waits && child.stage == Stage.BACKING_OFF) {
                    child.stage = Stage.STARTING;
                    run(child);
                }
            });
        });
    }

    private static ChildFailure failureOf(String text) {
        return text == null ? null : new ChildFailure(Instant.EPOCH, 0, text, "", "");
    }

    private void bury(Hosted child, String failure, Status reply) {
        child.stage = Stage.LEAVING;
        change(child, record -> record.removed(failureOf(failure), node.clock().epochMillis()), () -> {
            child.answerStart(reply);
            forget(child);
        });
    }

    private void forget(Hosted child) {
        child.stage = Stage.LEAVING;
        if (children.remove(child.record.name(), child)) {
            departed.add(child.record);
        }
        child.answerStart(Status.RETRY);
        child.runDeferred();
    }

    private void change(Hosted child, UnaryOperator<ChildRecord> update, Runnable then) {
        change(child, update, then, () -> {});
    }

    private void change(Hosted child, UnaryOperator<ChildRecord> update, Runnable then, Runnable otherwise) {
        simulation.registry.compareAndSet(node, child.record, update.apply(child.record), outcome -> {
            ChildRecord current = outcome.current();
            if (outcome.applied()) {
                child.record = current;
                then.run();
            } else if (RecordWriter.wasMerged(child.record, current)) {
                adopt(child, current);
                change(child, update, then, otherwise);
            } else {
                otherwise.run();
                stopSilently(child);
            }
        });
    }

    /** The same instance under the higher incarnation that its record got in a merge. */
    void adopt(Hosted child, ChildRecord merged) {
        child.record = merged;
        child.process.adopt(merged.incarnation());
    }

    /** Stops all that runs here; the records stay as they are. */
    void fence(Runnable then) {
        fenced = true;
        int[] missing = {1};
        Runnable one = () -> {
            if (--missing[0] == 0) {
                then.run();
            }
        };
        for (Hosted child : List.copyOf(children.values())) {
            if (child.stage == Stage.BACKING_OFF) {
                forget(child);
            } else if (child.stage == Stage.LEAVING) {
                child.process.onlyEnds();
            } else {
                missing[0]++;
                child.stage = Stage.LEAVING;
                child.process.fence(stopped -> {
                    forget(child);
                    one.run();
                });
            }
        }
        one.run();
    }

    /** There is a lease: those go on that waited for it. */
    void goOn() {
        fenced = false;
        children.values().forEach(child -> child.process.wake());
    }

    void stopSilently(Hosted child) {
        child.stage = Stage.LEAVING;
        child.process.stop(0, stopped -> forget(child));
    }

    // ---- departure

    void terminate(String name, long incarnation, Consumer<Status> replyTo) {
        Hosted child = children.get(name);
        if (child == null) {
            replyTo.accept(Status.NONE);
        } else if (!child.settled()) {
            child.deferred.add(() -> terminate(name, incarnation, replyTo));
        } else if (incarnation != 0 && incarnation != child.record.incarnation()) {
            replyTo.accept(Status.NONE);
        } else {
            boolean waitsForRestart = child.stage == Stage.BACKING_OFF;
            child.stage = Stage.LEAVING;
            child.startWaiters.add(replyTo);
            if (waitsForRestart) {
                bury(child, null, Status.OK);
            } else {
                change(
                        child,
                        record -> record.stopping(node.clock().epochMillis()),
                        () -> child.process.stop(0, stopped -> bury(child, null, Status.OK)));
            }
        }
    }

    void release(String name, long incarnation, String target, boolean insist, Consumer<Status> replyTo) {
        Hosted child = children.get(name);
        if (child == null || (incarnation != 0 && child.record.incarnation() != incarnation)) {
            replyTo.accept(Status.NONE);
        } else if (!child.settled()) {
            if (child.stage == Stage.LEAVING) {
                replyTo.accept(Status.RETRY);
            } else {
                child.deferred.add(() -> release(name, 0, target, insist, replyTo));
            }
        } else if (child.stage == Stage.BACKING_OFF) {
            child.stage = Stage.LEAVING;
            vacate(child, target, replyTo);
        } else {
            child.stage = Stage.LEAVING;
            child.process.stop(insist ? 0 : HANDOFF_TIMEOUT, stopped -> {
                if (stopped) {
                    vacate(child, target, replyTo);
                } else {
                    replyTo.accept(Status.RETRY);
                    stay(child);
                }
            });
        }
    }

    /** The move was given up; but all that stays may have been stopped meanwhile. */
    private void stay(Hosted child) {
        if (fenced) {
            child.process.fence(stopped -> forget(child));
        } else {
            child.stage = Stage.RUNNING;
            child.runDeferred();
        }
    }

    private void vacate(Hosted child, String target, Consumer<Status> replyTo) {
        change(
                child,
                record -> record.released(target, null, node.clock().epochMillis()),
                () -> {
                    String name = child.record.name();
                    long incarnation = child.record.incarnation();
                    forget(child);
                    replyTo.accept(Status.OK);
                    if (target != null) {
                        simulation.network.<Status>order(
                                node,
                                target,
                                (receiver, reply) -> receiver.gated(
                                        reply, () -> receiver.coordinator().adopt(name, incarnation, reply)),
                                status -> {},
                                () -> {});
                    }
                },
                () -> replyTo.accept(Status.RETRY));
    }

    void stopAll() {
        List.copyOf(children.keySet()).forEach(name -> release(name, 0, null, true, status -> {}));
    }
}
