package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.test.WitnessLog;
import io.github.distributedsupervisor.test.WitnessLog.Succession;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What must hold when nodes only left gracefully. */
final class GracefulVerdict {

    private GracefulVerdict() {}

    /**
     * Reports the scenario and checks it.
     *
     * @param counts what each child counts after the last call
     * @param longestGap how long a child may have been nowhere
     * @param repaired when all nodes that were to stay were there, by {@link System#nanoTime}
     */
    static void check(WitnessCluster cluster, int rounds, Map<String, Long> counts, Duration longestGap, long repaired)
            throws Exception {
        Thread.sleep(1_000);
        Map<String, Long> acknowledged = cluster.acknowledged();
        WitnessLog log = cluster.log();
        List<Succession> moves = log.successions();
        List<String> lost = log.lost(repaired, cluster.names());
        long differing = counts.entrySet().stream()
                .filter(count -> !count.getValue().equals(acknowledged.get(count.getKey())))
                .count();
        cluster.report(
                rounds,
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
        assertThat(WitnessLog.gap(moves, 1)).isLessThanOrEqualTo(longestGap);
        assertThat(cluster.calls())
                .containsEntry("failed", 0L)
                .containsEntry("unavailable", 0L)
                .containsEntry("unknown", 0L);
        assertThat(cluster.calls().get("ok")).isPositive();
        assertThat(counts).isEqualTo(acknowledged);
    }
}
