package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One of five nodes, chosen by chance, is killed, again and again, and started again. */
class KillNineOfFiveIT {

    private static final String NAME = "kill-nine-of-five";
    private static final int ROUNDS = Scenario.rounds(2);
    private static final Duration BACK_AFTER = Duration.ofSeconds(5);

    @Test
    void itsChildrenAreBackWithinFiveSecondsAndNoneRunsTwice() throws Exception {
        Random random = new Random(Scenario.SEED);
        try (FaultCluster cluster = Scenario.named(NAME).start()) {
            cluster.startChildren();
            cluster.loadAll(random.nextLong());
            for (int round = 1; round <= ROUNDS; round++) {
                int victim = random.nextInt(cluster.size());
                int survivor = (victim + 1) % cluster.size();
                cluster.node(victim).kill();
                cluster.awaitAllRunning(survivor, cluster.size() - 1);
                cluster.restart(victim);
                cluster.load(victim, random.nextLong());
                cluster.awaitAllRunning(survivor, cluster.size());
                if (random.nextBoolean()) {
                    cluster.awaitSpread(); // else the next one dies while children move to the one that came
                }
            }
            cluster.unloadAll();
            Verdict verdict = Verdict.of(cluster, NAME, ROUNDS, gap -> !gap.graceful(), " seed=" + Scenario.SEED);
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.several()).isEmpty();
            assertThat(verdict.gaps()).isNotEmpty();
            assertThat(verdict.gap(0.99)).isLessThanOrEqualTo(BACK_AFTER);
            assertThat(verdict.calls().get("ok")).isPositive();
        }
    }
}
