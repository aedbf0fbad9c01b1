package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.test.WitnessLog;
import io.github.distributedsupervisor.test.WitnessLog.Succession;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes leave on SIGTERM and come again while children are called: nobody notices but for a short wait. */
class GracefulIT {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

    @Test
    void childrenMoveWithTheirStateAndNoCallFails() throws Exception {
        try (WitnessCluster cluster = WitnessCluster.start("graceful")) {
            cluster.startChildren();
            cluster.awaitFairShares(0, 1, 2);
            for (int i = 0; i < WitnessCluster.SIZE; i++) {
                cluster.load(i, i);
            }
            Thread.sleep(2_000);

            step("one of three leaves");
            cluster.node(1).terminate();
            cluster.node(1).awaitExit();
            cluster.awaitFairShares(0, 2);
            Thread.sleep(1_000);

            step("it comes again");
            cluster.restart(1);
            cluster.load(1, 1);
            cluster.awaitFairShares(0, 1, 2);
            Thread.sleep(1_000);

            step("two of three leave together");
            cluster.node(0).terminate();
            cluster.node(1).terminate();
            cluster.node(0).awaitExit();
            cluster.node(1).awaitExit();
            cluster.awaitFairShares(2);
            Thread.sleep(1_000);

            step("the end");
            cluster.node(2).ask("unload");
            judge(cluster, cluster.counts(2), System.nanoTime());
        }
    }

    private static void step(String what) {
        System.out.println(LocalTime.now() + " " + what);
    }

    private static void judge(WitnessCluster cluster, Map<String, Long> counts, long repaired) throws Exception {
        Thread.sleep(1_000);
        Map<String, Long> acknowledged = cluster.acknowledged();
        WitnessLog log = cluster.log();
        List<Succession> moves = log.successions();
        List<String> lost = log.lost(repaired, cluster.names());
        long differing = counts.entrySet().stream()
                .filter(count -> !count.getValue().equals(acknowledged.get(count.getKey())))
                .count();
        cluster.report(
                3,
                log,
                lost,
                moves,
                " moves_without_state="
                        + moves.stream().filter(move -> !move.stateKept()).count() + " wrong_counts=" + differing
                        + " local=" + cluster.node(2).ask("status").get("local"));
        assertThat(log.overlaps()).isEmpty();
        assertThat(log.regressions()).isEmpty();
        assertThat(lost).isEmpty();
        assertThat(moves).isNotEmpty().allSatisfy(move -> {
            assertThat(move.graceful()).isTrue();
            assertThat(move.stateKept()).isTrue();
        });
        assertThat(WitnessLog.gap(moves, 1)).isLessThanOrEqualTo(LONGEST_GAP);
        assertThat(cluster.calls())
                .containsEntry("failed", 0L)
                .containsEntry("unavailable", 0L)
                .containsEntry("unknown", 0L);
        assertThat(cluster.calls().get("ok")).isPositive();
        assertThat(counts).isEqualTo(acknowledged);
    }
}
