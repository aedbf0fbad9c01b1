package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.NodeState;

/** Keeps the lease of a simulated node, by the rules of the real keeper. */
final class SimulatedKeeper {

    private static final long PERIOD = Simulation.LEASE.toMillis() / 4;
    private static final long EAGER = 50;

    private final SimulatedNode node;
    private final Simulation simulation;
    private final Mandate mandate;
    private final Lease lease;
    private final Fence fence;
    private boolean suspended;
    private long ticks;
    private long answers;

    SimulatedKeeper(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
        this.mandate = node.mandate();
        this.lease = mandate.lease();
        this.fence = new Fence(Mandate.marginOf(Simulation.LEASE).toMillis() / 2);
    }

    int needed() {
        return simulation.uses(Mitigation.MAJORITY) ? mandate.needed() : 1;
    }

    void tick() {
        long tick = ++ticks;
        boolean eager = !lease.holds() || lapsed() || fence.isUp();
        if (!eager) {
            ask();
        } else if (!suspended) {
            recover();
        }
        node.after(eager ? EAGER : PERIOD, () -> {
            if (tick == ticks) {
                tick();
            }
        });
    }

    private boolean lapsed() {
        return lease.lapsed() && simulation.uses(Mitigation.LAPSE);
    }

    void suspend() {
        suspended = true;
        lease.drop();
    }

    void resume() {
        suspended = false;
        tick();
    }

    private void recover() {
        if (lease.holds()) {
            simulation.trace(node.id(), "has a lease");
            fence.lower();
            lease.clearLapse();
            node.held();
            return;
        }
        if (fence.raise(node.clock().millis())) {
            simulation.trace(node.id(), "has no lease");
        }
        ask();
        if (fence.outOfPatience(node.clock().millis()) && !lease.holds() && fence.stops()) {
            simulation.trace(node.id(), "stops its children");
            if (simulation.uses(Mitigation.STOP_WHEN_LOST)) {
                node.host().fence(() -> {});
            }
        }
    }

    private void ask() {
        var peers = node.directory().electors();
        LeaseRound round = new LeaseRound(lease.now(), needed());
        if (node.directory().state() != NodeState.ABSENT && round.confirmed(node.id(), needed())) {
            confirmed(round);
        }
        String own = node.id();
        SimulatedDirectory.Announcement announcement = node.directory().own();
        for (String peer : peers) {
            simulation.network.send(node, peer, receiver -> receiver.keeper().asked(own, announcement, node, round));
        }
    }

    /** Another node asks this one to confirm its lease. */
    private void asked(
            String sender, SimulatedDirectory.Announcement announcement, SimulatedNode from, LeaseRound round) {
        mandate.learn(announcement.electors());
        boolean member = node.directory().isMember(sender) || !simulation.uses(Mitigation.MEMBERS_ONLY);
        if (member && mandate.confirm(sender, announcement.state())) {
            String own = node.id();
            SimulatedDirectory.Announcement answer = node.directory().own();
            simulation.network.send(node, sender, asker -> from.keeper().answered(own, answer, round));
        }
    }

    private void answered(String peer, SimulatedDirectory.Announcement answer, LeaseRound round) {
        mandate.learn(answer.electors());
        if (answer.state() == NodeState.ABSENT && simulation.uses(Mitigation.LEFT_NO_VOTE)) {
            return;
        }
        String counted = simulation.uses(Mitigation.DISTINCT_NODES) ? peer : peer + ++answers;
        if (round.confirmed(counted, needed())) {
            confirmed(round);
        }
    }

    private void confirmed(LeaseRound round) {
        if (suspended) {
            return;
        }
        lease.renew(simulation.uses(Mitigation.FROM_SENDING) ? round.asked() : lease.now());
        if ((fence.isUp() || lapsed()) && lease.holds()) {
            long tick = ticks;
            node.after(0, () -> {
                if (tick == ticks) {
                    tick();
                }
            });
        }
    }
}
