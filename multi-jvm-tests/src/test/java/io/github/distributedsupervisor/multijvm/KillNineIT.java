package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.test.WitnessLog;
import io.github.distributedsupervisor.test.WitnessLog.Succession;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kills a node chosen by chance, again and again, and starts it again: {@code -Drounds=100 -Dseed=1}. */
class KillNineIT {

    private static final int ROUNDS = Integer.getInteger("rounds", 20);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final Duration BACK_AFTER = Duration.ofSeconds(5);

    @Test
    void eachNameComesBackAndNeverRunsTwice() throws Exception {
        System.out.println("seed=" + SEED);
        Random random = new Random(SEED);
        try (WitnessCluster cluster = WitnessCluster.start("kill-nine")) {
            cluster.startChildren();
            cluster.awaitFairShares(0, 1, 2);
            for (int i = 0; i < WitnessCluster.SIZE; i++) {
                cluster.load(i, random.nextLong());
            }
            for (int round = 1; round <= ROUNDS; round++) {
                killAndRestart(cluster, random, round);
            }
            cluster.awaitFairShares(0, 1, 2);
            long repaired = System.nanoTime();
            Thread.sleep(1_000);
            judge(cluster, repaired);
        }
    }

    private static void killAndRestart(WitnessCluster cluster, Random random, int round) throws Exception {
        int victim = random.nextInt(WitnessCluster.SIZE);
        int survivor = (victim + 1) % WitnessCluster.SIZE;
        long began = System.nanoTime();
        cluster.node(victim).kill();
        cluster.awaitAllRunning(survivor, WitnessCluster.SIZE - 1);
        long repaired = System.nanoTime();
        cluster.restart(victim);
        cluster.load(victim, random.nextLong());
        cluster.awaitAllRunning(survivor, WitnessCluster.SIZE);
        boolean settled = random.nextBoolean();
        if (settled) {
            cluster.awaitFairShares(0, 1, 2);
        }
        // else the next one dies while children move to the one that came
        Thread.sleep(random.nextInt(2_000));
        System.out.printf(
                "round %d: node-%d killed, all running after %d ms, next kill after %d ms, %s%n",
                round,
                victim,
                (repaired - began) / 1_000_000,
                (System.nanoTime() - began) / 1_000_000,
                settled ? "settled" : "unsettled");
    }

    private static void judge(WitnessCluster cluster, long repaired) throws Exception {
        for (int i = 0; i < WitnessCluster.SIZE; i++) {
            cluster.node(i).ask("status");
        }
        WitnessLog log = cluster.log();
        List<Succession> failovers = log.successions().stream()
                .filter(succession -> !succession.graceful())
                .toList();
        List<Succession> moves =
                log.successions().stream().filter(Succession::graceful).toList();
        List<String> lost = log.lost(repaired, cluster.names());
        cluster.report(
                ROUNDS,
                log,
                lost,
                failovers,
                " moves=" + moves.size() + " move_p99_ms="
                        + WitnessLog.gap(moves, 0.99).toMillis() + " move_max_ms="
                        + WitnessLog.gap(moves, 1).toMillis() + " moves_without_state="
                        + moves.stream().filter(move -> !move.stateKept()).count() + " seed=" + SEED);
        assertThat(log.overlaps()).isEmpty();
        assertThat(log.regressions()).isEmpty();
        assertThat(lost).isEmpty();
        assertThat(log.names()).hasSize(WitnessCluster.CHILDREN);
        assertThat(WitnessLog.gap(log.successions(), 1)).isLessThanOrEqualTo(BACK_AFTER);
        assertThat(cluster.calls().get("ok")).isPositive();
    }
}
