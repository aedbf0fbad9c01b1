package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All five nodes are restarted one after the other, as a deployment does, while children count calls. */
class RollingRestartOfFiveIT {

    private static final String NAME = "rolling-restart-of-five";
    private static final int ROUNDS = Scenario.rounds(1);
    private static final Duration GAP = Duration.ofSeconds(1);
    private static final double ANSWERED = 0.999;

    @Test
    void noAcknowledgedIncrementIsLost() throws Exception {
        try (FaultCluster cluster = Scenario.named(NAME).start()) {
            cluster.startChildren();
            cluster.loadAll(Scenario.SEED);
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < cluster.size(); i++) {
                    cluster.node(i).terminate();
                    cluster.node(i).awaitExit();
                    cluster.restart(i);
                    cluster.load(i, Scenario.SEED + round);
                    cluster.awaitAllRunning(i, cluster.size());
                }
            }
            cluster.unloadAll();
            Map<String, Long> counts = cluster.tally().counts(cluster.node(0));
            Map<String, Long> acknowledged = cluster.tally().acknowledged();
            long lostIncrements = acknowledged.entrySet().stream()
                    .mapToLong(each -> Math.max(0, each.getValue() - counts.getOrDefault(each.getKey(), 0L)))
                    .sum();
            Verdict verdict = Verdict.of(cluster, NAME, ROUNDS, gap -> true, " lost_increments=" + lostIncrements);
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
            assertThat(lostIncrements).isZero();
            assertThat(verdict.answered()).isGreaterThanOrEqualTo(ANSWERED);
            assertThat(verdict.gap(0.99)).isLessThanOrEqualTo(GAP);
        }
    }
}
