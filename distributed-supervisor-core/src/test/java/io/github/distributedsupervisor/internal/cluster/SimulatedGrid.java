package io.github.distributedsupervisor.internal.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Which members are together: one cluster, or several while it is split. Those that have lost their connections remove each
 * other after a while; those that have them again merge.
 */
final class SimulatedGrid {

    private static final long MOST_STOPPING = 5_000;

    private final Simulation simulation;
    private final List<SimulatedCluster> clusters = new ArrayList<>();
    private int joining;
    private int merging;

    SimulatedGrid(Simulation simulation) {
        this.simulation = simulation;
    }

    int size() {
        int size = joining;
        for (SimulatedCluster cluster : clusters) {
            size += cluster.members().size();
        }
        return size;
    }

    SimulatedCluster clusterOf(SimulatedNode node) {
        for (SimulatedCluster cluster : clusters) {
            if (cluster.members().contains(node)) {
                return cluster;
            }
        }
        return null;
    }

    /** The owner of a partition in the cluster of that node, if both know that it is, and it answers. */
    SimulatedNode reachableOwner(SimulatedNode asker, int partition) {
        SimulatedCluster cluster = clusterOf(asker);
        SimulatedNode owner = cluster == null ? null : cluster.owner(partition);
        boolean answers = owner != null
                && owner.id().equals(asker.directory().ownerOf(partition))
                && owner.id().equals(owner.directory().ownerOf(partition))
                && cluster.ownerKnows(partition)
                && owner.awake()
                && simulation.network.connects(asker, owner);
        return answers ? owner : null;
    }

    void backUp(String name, SimulatedNode owner) {
        SimulatedCluster cluster = clusterOf(owner);
        if (cluster != null) {
            cluster.backUp(name, owner);
        }
    }

    boolean missesBackups(String name, SimulatedNode owner) {
        SimulatedCluster cluster = clusterOf(owner);
        return cluster != null && cluster.missesBackups(Simulation.partitionOf(name), owner);
    }

    /** Whether these are members where this node is one. */
    boolean seesAll(SimulatedNode owner, Set<String> present) {
        SimulatedCluster cluster = clusterOf(owner);
        return cluster == null || cluster.ids().containsAll(present);
    }

    // ---- come and go

    void join(SimulatedNode node) {
        join(node, () -> true);
    }

    /** @param allowed whether it may join, when it comes to that: it gives up else */
    void join(SimulatedNode node, BooleanSupplier allowed) {
        boolean first = clusters.isEmpty() && joining == 0;
        joining++;
        simulation.after(first ? 0 : simulation.between(10, 500), () -> {
            joining--;
            if (!clusters.isEmpty() && clusters.stream().allMatch(SimulatedCluster::frozen)) {
                join(node, allowed);
            } else if (allowed.getAsBoolean()) {
                enter(node);
            } else {
                simulation.trace(node.id(), "GIVES UP");
                node.end();
            }
        });
    }

    private void enter(SimulatedNode node) {
        SimulatedCluster cluster = null;
        for (SimulatedCluster each : clusters) {
            // a process that finds nobody would count itself only
            boolean answers =
                    !each.frozen() && each.members().stream().anyMatch(member -> !member.over() && !member.paused());
            if (answers
                    && (cluster == null
                            || each.members().size() > cluster.members().size())) {
                cluster = each;
            }
        }
        if (cluster == null) {
            cluster = new SimulatedCluster(simulation, List.of());
            clusters.add(cluster);
        }
        simulation.trace(node.id(), "JOINS");
        cluster.add(node, node::begin);
    }

    /** Its process has ended: the others notice at once, or after a while. */
    void gone(SimulatedNode node, long noticed) {
        simulation.after(noticed, () -> {
            SimulatedCluster cluster = clusterOf(node);
            if (cluster != null) {
                cluster.remove(node);
                clusters.removeIf(each -> each.members().isEmpty());
            }
        });
    }

    // ---- split

    /** Looks for members without a connection after the time in which that is noticed. */
    void checkAfter(long millis) {
        simulation.after(millis, () -> {
            for (SimulatedCluster cluster : List.copyOf(clusters)) {
                split(cluster);
            }
        });
    }

    private void split(SimulatedCluster cluster) {
        List<List<SimulatedNode>> groups = new ArrayList<>();
        for (SimulatedNode node : cluster.members()) {
            List<SimulatedNode> group = groups.stream()
                    .filter(each -> each.stream().allMatch(other -> together(node, other)))
                    .findFirst()
                    .orElse(null);
            if (group == null) {
                group = new ArrayList<>();
                groups.add(group);
            }
            group.add(node);
        }
        if (groups.size() > 1) {
            simulation.trace("SPLIT", groups);
            clusters.remove(cluster);
            for (List<SimulatedNode> group : groups) {
                SimulatedCluster part = new SimulatedCluster(simulation, group);
                part.continueFrom(cluster);
                clusters.add(part);
            }
            cluster.dissolve();
        }
    }

    private boolean together(SimulatedNode one, SimulatedNode other) {
        boolean alive = !one.over() && !one.paused() && !other.over() && !other.paused();
        return alive && simulation.network.connects(one, other);
    }

    // ---- merge

    /** The larger and the smaller of two that can reach each other come together. */
    void mergeAfter(long millis) {
        simulation.after(millis, () -> {
            for (SimulatedCluster one : clusters) {
                for (SimulatedCluster other : clusters) {
                    if (one != other && one.isLargerThan(other) && reach(one, other)) {
                        merge(one, other);
                        return;
                    }
                }
            }
            if (clusters.size() > 1 && simulation.calm()) {
                mergeAfter(500);
            }
        });
    }

    private boolean reach(SimulatedCluster one, SimulatedCluster other) {
        return !one.merging()
                && !other.merging()
                && one.members().stream()
                        .allMatch(node -> other.members().stream().allMatch(peer -> together(node, peer)));
    }

    private void merge(SimulatedCluster larger, SimulatedCluster smaller) {
        simulation.trace("MERGING", smaller.members(), "into", larger.members());
        merging++;
        larger.merging(true);
        smaller.merging(true);
        smaller.freeze(true);
        List<SimulatedNode> asked = new ArrayList<>();
        List<SimulatedNode> ready = new ArrayList<>();
        int all = smaller.members().size();
        boolean[] over = new boolean[1];
        Runnable finish = () -> {
            if (!over[0]) {
                over[0] = true;
                finish(larger, smaller, asked, ready);
            }
        };
        for (SimulatedNode node : List.copyOf(smaller.members())) {
            node.after(simulation.between(0, 50), () -> {
                if (over[0]) {
                    return;
                }
                asked.add(node);
                node.merging(() -> {
                    ready.add(node);
                    if (ready.size() == all) {
                        node.after(0, finish);
                    }
                });
            });
        }
        simulation.after(MOST_STOPPING, finish);
    }

    private void finish(
            SimulatedCluster larger, SimulatedCluster smaller, List<SimulatedNode> asked, List<SimulatedNode> ready) {
        merging--;
        larger.merging(false);
        smaller.merging(false);
        smaller.freeze(false);
        List<SimulatedNode> movers = new ArrayList<>(ready);
        movers.removeIf(node -> !node.awake() || !smaller.members().contains(node) || !clusters.contains(larger));
        for (SimulatedNode node : asked) {
            if (!movers.contains(node)) {
                simulation.trace(node.id(), "MERGE FAILED");
                node.run(node::merged);
            }
        }
        if (!movers.isEmpty()) {
            larger.takeIn(smaller, movers);
            clusters.removeIf(each -> each.members().isEmpty());
        }
        mergeAfter(simulation.between(200, 2_000));
    }

    /** Whether all are together again and nothing is under way. */
    boolean quiet() {
        return joining == 0
                && merging == 0
                && clusters.size() == 1
                && clusters.get(0).quiet();
    }

    SimulatedCluster only() {
        return clusters.get(0);
    }
}
