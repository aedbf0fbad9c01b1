package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The network is neither whole nor in two parts; there is a quorum. */
class NetworkTroubleIT {

    private static final int ROUNDS = Scenario.rounds(1);
    private static final long CUT_MILLIS = Long.getLong("faults.cut", 30_000);
    private static final int FLAPS = 10;

    @Test
    void aCutInOneDirectionLeadsToNoSecondInstance() throws Exception {
        String name = "cut-one-way";
        Random random = new Random(Scenario.SEED);
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster =
                        Scenario.named(name).in(network).withQuorum().start()) {
            cluster.startChildren();
            cluster.loadAll(Scenario.SEED);
            for (int round = 1; round <= ROUNDS; round++) {
                int from = random.nextInt(5);
                network.cutOneWay(from, (from + 1 + random.nextInt(4)) % 5);
                Thread.sleep(CUT_MILLIS);
                cluster.heal(network);
            }
            judge(cluster, name, ROUNDS);
        }
    }

    @Test
    void aNodeThatComesAndGoesLeadsToNoSecondInstance() throws Exception {
        String name = "flapping";
        Random random = new Random(Scenario.SEED);
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster =
                        Scenario.named(name).in(network).withQuorum().start()) {
            cluster.startChildren();
            cluster.loadAll(Scenario.SEED);
            int victim = random.nextInt(5);
            for (int flap = 1; flap <= FLAPS; flap++) {
                network.split(victim);
                Thread.sleep(500 + random.nextInt(3_500));
                network.heal();
                Thread.sleep(500 + random.nextInt(1_500));
            }
            cluster.heal(network);
            judge(cluster, name, FLAPS);
        }
    }

    @Test
    void lossAndDelayMoveNoChild() throws Exception {
        String name = "loss-and-delay";
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster =
                        Scenario.named(name).in(network).withQuorum().start()) {
            cluster.startChildren();
            cluster.awaitSpread();
            cluster.loadAll(Scenario.SEED);
            long began = System.nanoTime();
            network.lose(0.05);
            String delayed = network.delay(200, 100);
            Thread.sleep(CUT_MILLIS);
            cluster.heal(network);
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster, name, 1, gap -> gap.from() > began, " delayed=" + delayed + " seed=" + Scenario.SEED);
            assertThat(verdict.gaps()).isEmpty();
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
        }
    }

    private static void judge(FaultCluster cluster, String name, int rounds) throws Exception {
        cluster.unloadAll();
        Verdict verdict = Verdict.of(
                cluster,
                name,
                rounds,
                gap -> true,
                " healed_max_ms=" + cluster.slowestHeal().toMillis() + " seed=" + Scenario.SEED);
        assertThat(verdict.overlaps()).isEmpty();
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.several()).isEmpty();
        assertThat(verdict.regressions()).isEmpty();
        assertThat(cluster.slowestHeal()).isLessThanOrEqualTo(Scenario.WHOLE_AGAIN);
    }
}
