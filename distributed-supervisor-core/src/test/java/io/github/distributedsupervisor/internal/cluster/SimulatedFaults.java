package io.github.distributedsupervisor.internal.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a simulated cluster: a few faults of all kinds, at any time. */
final class SimulatedFaults {

    private static final int MOST_NODES = 5;

    private final Simulation simulation;

    SimulatedFaults(Simulation simulation) {
        this.simulation = simulation;
    }

    void begin(long until) {
        int faults = 2 + simulation.random.nextInt(5);
        for (int i = 0; i < faults; i++) {
            simulation.after(simulation.between(1_500, until), this::fault);
        }
    }

    /** All that can come back does, and new processes replace those that cannot, if too few are left. */
    void end() {
        heal();
        int needed = 0;
        for (SimulatedNode node : simulation.nodes()) {
            if (node.paused()) {
                node.resume(false);
            }
            if (node.running()) {
                needed = Math.max(needed, node.mandate().needed());
            }
        }
        long left = simulation.nodes().stream().filter(SimulatedNode::isReady).count();
        for (long i = left; i < needed; i++) {
            // what a lost one has confirmed is over by then
            simulation.after(3_000, () -> simulation.grid.join(simulation.newNode()));
        }
        simulation.grid.checkAfter(0);
        simulation.grid.mergeAfter(500);
    }

    private void fault() {
        List<SimulatedNode> awake = new ArrayList<>();
        simulation.nodes().stream().filter(SimulatedNode::isReady).forEach(awake::add);
        if (simulation.calm() || awake.size() < 2) {
            return;
        }
        Collections.shuffle(awake, simulation.random);
        SimulatedNode chosen = awake.get(0);
        switch (simulation.random.nextInt(12)) {
            case 0 -> {
                if (mayJoin(null)) {
                    SimulatedNode another = simulation.newNode();
                    simulation.grid.join(another, () -> mayJoin(another));
                }
            }
            case 1 -> new SimulatedDrain(chosen, simulation).run();
            case 2, 3 -> {
                simulation.trace(chosen, "CRASHES");
                simulation.end(chosen, simulation.between(100, 4_000));
            }
            case 4, 5 -> pause(chosen, simulation.chance(50));
            case 6, 7, 8 -> cut("IN TWO", awake.subList(0, 1 + simulation.random.nextInt(awake.size() - 1)), awake, 2);
            case 9 -> cut("IN ONE DIRECTION", awake.subList(0, 1), awake, simulation.random.nextInt(2));
            case 10 -> cut("BETWEEN TWO", awake.subList(0, 1), awake.subList(1, 2), simulation.random.nextInt(3));
            default -> chosen.clock().jumpTo(simulation.skew());
        }
    }

    /**
     * Whether one more is counted by all. Otherwise a lost node and the one that has replaced it could both come to be a
     * majority, each with others: no number of nodes rules that out.
     *
     * @param another the one that is about to join, if it is there already
     */
    private boolean mayJoin(@Nullable SimulatedNode another) {
        int alive = 0;
        int counted = Integer.MAX_VALUE; // some may not have heard yet of a node that has left
        boolean forgotten = true; // what those that are gone have confirmed
        boolean whole = simulation.grid.quiet() && simulation.network.isWhole();
        for (SimulatedNode node : simulation.nodes()) {
            if (node.over()) {
                forgotten &= simulation.now() - node.endedAt()
                        > Mandate.holdOf(Simulation.LEASE).toMillis();
            } else if (node != another) {
                alive++;
                whole &= !node.paused();
                counted = Math.min(counted, node.mandate().electors().size());
            }
        }
        return alive < MOST_NODES && (whole || (alive < counted && forgotten));
    }

    private void pause(SimulatedNode node, boolean clockStands) {
        simulation.trace(node, "STANDS STILL");
        node.pause();
        simulation.grid.checkAfter(simulation.between(300, 5_000));
        simulation.after(simulation.between(100, 9_000), () -> {
            if (node.running() && node.paused()) {
                simulation.trace(node, "GOES ON");
                node.resume(clockStands);
                simulation.grid.mergeAfter(simulation.between(300, 6_000));
            }
        });
    }

    /** @param direction 0: what the first say is lost; 1: what the others say; 2: both */
    private void cut(String how, List<SimulatedNode> some, List<SimulatedNode> others, int direction) {
        simulation.trace("THE NETWORK IS CUT", how, some);
        for (SimulatedNode one : some) {
            for (SimulatedNode other : others) {
                if (!some.contains(other)) {
                    if (direction != 1) {
                        simulation.network.cut(one, other);
                    }
                    if (direction != 0) {
                        simulation.network.cut(other, one);
                    }
                }
            }
        }
        simulation.grid.checkAfter(simulation.between(300, 5_000));
        simulation.after(simulation.between(300, 12_000), this::heal);
    }

    private void heal() {
        simulation.trace("THE NETWORK IS WHOLE");
        simulation.network.heal();
        simulation.grid.mergeAfter(simulation.between(300, 6_000));
    }
}
