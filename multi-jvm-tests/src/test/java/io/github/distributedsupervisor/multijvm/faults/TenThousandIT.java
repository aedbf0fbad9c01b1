package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ten thousand children on five nodes, one of which is killed. */
class TenThousandIT {

    private static final String NAME = "ten-thousand";
    private static final int CHILDREN = Integer.getInteger("faults.many", 10_000);
    private static final Duration BACK_AFTER = Duration.ofSeconds(15);
    private static final Duration TICK = Duration.ofSeconds(1);

    @Test
    void allRunAgainWithinFifteenSecondsAfterTheKill() throws Exception {
        Random random = new Random(Scenario.SEED);
        try (FaultCluster cluster =
                Scenario.named(NAME).children(CHILDREN).tick(TICK).heap("256m").start()) {
            long starting = System.nanoTime();
            cluster.startChildren();
            long started = System.nanoTime();
            cluster.awaitSpread();
            cluster.loadAll(random.nextLong());
            int victim = random.nextInt(cluster.size());
            cluster.node(victim).kill();
            long killed = System.nanoTime();
            cluster.awaitAllRunning((victim + 1) % cluster.size(), cluster.size() - 1);
            long back = System.nanoTime();
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster,
                    NAME,
                    1,
                    gap -> !gap.graceful(),
                    " children=" + CHILDREN + " start_ms=" + (started - starting) / 1_000_000 + " back_ms="
                            + (back - killed) / 1_000_000 + " seed=" + Scenario.SEED);
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
            assertThat(Duration.ofNanos(back - killed)).isLessThanOrEqualTo(BACK_AFTER);
        }
    }
}
