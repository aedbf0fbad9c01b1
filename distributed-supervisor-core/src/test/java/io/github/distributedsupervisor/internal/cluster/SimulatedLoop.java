package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.Action;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.reconcile.OverdueClaims;
import io.github.distributedsupervisor.internal.reconcile.ReconcileInput;
import io.github.distributedsupervisor.internal.reconcile.Reconciler;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.List;
import java.util.Set;

/** Compares what should be with what is on a simulated node, by the rules of the real loop and with the real decisions. */
final class SimulatedLoop {

    private static final long OVERDUE = 1_500;
    private static final long GATHER = 10;
    private static final long RETRY = 100;
    private static final long TOMBSTONE = 40_000;

    private final SimulatedNode node;
    private final Simulation simulation;
    private final OverdueClaims overdueClaims = new OverdueClaims(OVERDUE);
    private boolean reconciling;
    private boolean woken;

    SimulatedLoop(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
    }

    void begin() {
        wake();
        node.after(simulation.between(0, Simulation.SWEEP), this::sweep);
    }

    private void sweep() {
        node.directory().exchange(() -> {});
        wake();
        node.after(Simulation.SWEEP, this::sweep);
    }

    void wake() {
        if (!reconciling) {
            reconciling = true;
            node.after(GATHER, this::reconcile);
        } else {
            woken = true;
        }
    }

    /** Reads as the real loop does: the children first, then the records, then who is there. */
    private void reconcile() {
        woken = false;
        if (!node.mayDecide()) {
            reconciling = false; // it is woken when there is a lease
            return;
        }
        ClusterView view = node.directory().view();
        List<LocalChild> children = node.host().snapshot();
        boolean[] mine = new boolean[Simulation.PARTITIONS];
        for (int partition = 0; partition < mine.length; partition++) {
            String owner = node.directory().ownerOf(partition);
            mine[partition] = view.self().equals(view.coordinatorOf(Integer.toString(partition), owner));
        }
        node.after(simulation.network.hop(), () -> {
            List<ChildRecord> coordinated = simulation.registry.inPartitions(node, mine);
            node.after(simulation.network.hop(), () -> decide(children, coordinated));
        });
    }

    private void decide(List<LocalChild> children, List<ChildRecord> coordinated) {
        ClusterView view = node.directory().view();
        List<ChildRecord> hosted = simulation.registry.about(node, view.self(), children);
        if (coordinated == null || hosted == null) {
            node.after(RETRY, this::wake);
        } else {
            act(view, children, coordinated, hosted);
        }
        reconciling = false;
        if (woken) {
            wake();
        }
    }

    private void act(
            ClusterView view, List<LocalChild> children, List<ChildRecord> coordinated, List<ChildRecord> hosted) {
        Set<String> overdue =
                overdueClaims.among(coordinated, hosted, node.clock().millis());
        FirstChild first = node.host().firstChild();
        ReconcileInput input = new ReconcileInput(
                view,
                coordinated,
                hosted,
                children,
                node.actions().moving(),
                overdue,
                node.clock().epochMillis(),
                new ReconcileInput.Limits(
                        Simulation.STABLE_AFTER,
                        Simulation.MAX_MOVES,
                        TOMBSTONE,
                        0,
                        first.comesAlone(node.clock().millis())));
        List<Action> decided = Reconciler.decide(input);
        for (Action action : decided) {
            simulation.trace(node.id(), "decides", action);
        }
        long alone = first.decided(input, decided, node.clock().millis());
        if (alone > 0) {
            node.after(alone, this::wake);
        }
        if (!decided.isEmpty() || !node.isClear(view.members())) {
            node.after(simulation.network.hop(), () -> node.actions().run(decided, view));
        }
        if (view.stableMillis() < Simulation.STABLE_AFTER || overdue.size() < overdueClaims.waiting()) {
            node.after(Simulation.STABLE_AFTER / 4, this::wake);
        }
    }
}
