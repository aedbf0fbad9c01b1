package io.github.distributedsupervisor.internal.messaging;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels against children that move and crash and a network that loses, refuses, delays and reorders. */
@Timeout(120)
class ChannelsSimulationTest {

    private static final int SEEDS = 500;
    private static final int STEPS = 300;

    @Test
    void executesEachMessageAtMostOnceAndInTheOrderOfItsSender() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedTraffic traffic = new SimulatedTraffic(seed);
            try {
                for (int step = 0; step < STEPS; step++) {
                    traffic.step();
                }
                traffic.settle();
                traffic.verify();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
