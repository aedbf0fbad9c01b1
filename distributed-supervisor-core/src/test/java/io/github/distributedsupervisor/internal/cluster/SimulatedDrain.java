package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.NodeState;

/** How a simulated node leaves in good order, by the rules of the real drain. */
final class SimulatedDrain {

    private static final long TIMEOUT = 20_000;

    private final SimulatedNode node;
    private final Simulation simulation;
    private final long deadline;

    SimulatedDrain(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
        this.deadline = simulation.now() + TIMEOUT;
    }

    void run() {
        simulation.trace(node.id(), "LEAVES");
        node.directory().become(NodeState.DRAINING, () -> {});
        node.loop().wake();
        node.after(simulation.between(5, 1_000), () -> {
            SimulatedCluster cluster = simulation.grid.clusterOf(node);
            boolean othersAreReady = !node.directory().view().readyNodes().isEmpty();
            boolean demoted = cluster != null && othersAreReady && cluster.demote(node);
            awaitPartitions(demoted, simulation.now() + TIMEOUT / 2);
        });
    }

    private void awaitPartitions(boolean demoted, long patience) {
        SimulatedCluster cluster = simulation.grid.clusterOf(node);
        if (demoted && simulation.now() < patience && cluster != null && !cluster.ownsNothing(node)) {
            node.after(20, () -> awaitPartitions(true, patience));
            return;
        }
        node.directory().become(NodeState.EVICTING, () -> {});
        node.loop().wake();
        node.after(simulation.between(5, 1_000), this::awaitEmpty);
    }

    private void awaitEmpty() {
        boolean late = simulation.now() >= deadline;
        if (!node.host().isEmpty()) {
            if (late || node.directory().view().readyNodes().isEmpty()) {
                node.host().stopAll();
            }
            if (simulation.now() < deadline + 1_000) {
                node.after(20, this::awaitEmpty);
                return;
            }
        }
        node.directory().become(NodeState.ABSENT, () -> {});
        node.after(simulation.between(150, 1_000), () -> {
            simulation.trace(node.id(), "LEFT");
            simulation.end(node, simulation.between(0, 20));
        });
    }
}
