package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;

/** The two clocks of a simulated node: one that stands still while its virtual machine does, and one that jumps. */
final class SimulatedClock implements Time {

    private final Simulation simulation;
    private final long driftPerMille;
    private long skew;
    private long stoodStill;

    SimulatedClock(Simulation simulation, long skew, long driftPerMille) {
        this.simulation = simulation;
        this.skew = skew;
        this.driftPerMille = driftPerMille;
    }

    @Override
    public long epochMillis() {
        long missed = simulation.uses(Mitigation.WALL_CLOCK) ? 0 : stoodStill;
        return simulation.now() + skew - missed;
    }

    @Override
    public long nanos() {
        long ran = simulation.now() - stoodStill;
        return ran * 1_000_000 + ran * 1_000 * driftPerMille;
    }

    void jumpTo(long newSkew) {
        skew = newSkew;
    }

    void standStill(long millis) {
        stoodStill += millis;
    }
}
