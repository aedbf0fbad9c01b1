package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One of five nodes is paused for longer than the others wait for it, and goes on when all its children run elsewhere. */
class PauseIT {

    private static final String NAME = "pause";
    private static final int ROUNDS = Scenario.rounds(1);
    private static final long PAUSE_MILLIS = Long.getLong("faults.pause", 30_000);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(16);
    private static final Duration OVERLAP = Duration.ofMillis(200);

    @Test
    void itsChildrenAreTakenOverAndItHandlesNothingMoreForThoseItHas() throws Exception {
        Random random = new Random(Scenario.SEED);
        try (FaultCluster cluster = Scenario.named(NAME).withQuorum().start()) {
            cluster.startChildren();
            cluster.loadAll(random.nextLong());
            long fewestRefused = Long.MAX_VALUE;
            for (int round = 1; round <= ROUNDS; round++) {
                int victim = random.nextInt(cluster.size());
                cluster.awaitSpread();
                long refused = cluster.ledger().refused();
                cluster.pause(victim);
                Thread.sleep(PAUSE_MILLIS);
                cluster.resume(victim);
                cluster.isWholeInTime(cluster.names().size());
                fewestRefused = Math.min(fewestRefused, cluster.ledger().refused() - refused);
            }
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster,
                    NAME,
                    ROUNDS,
                    gap -> !gap.graceful(),
                    " stale_writes_refused=" + cluster.ledger().refused() + " fewest_in_a_round=" + fewestRefused
                            + " writes=" + cluster.ledger().accepted() + " whole_max_ms="
                            + cluster.slowestHeal().toMillis() + " seed=" + Scenario.SEED);
            assertThat(verdict.gap(1)).isLessThanOrEqualTo(TAKEN_OVER);
            assertThat(verdict.overlap()).isLessThanOrEqualTo(OVERLAP);
            assertThat(verdict.handledByReplaced()).isZero();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.several()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
            assertThat(fewestRefused).isPositive();
            assertThat(cluster.slowestHeal()).isLessThanOrEqualTo(Scenario.WHOLE_AGAIN);
        }
    }
}
