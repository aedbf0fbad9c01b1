package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The network falls apart into three and two nodes and grows together again; there is a quorum. */
class SplitIT {

    private static final String NAME = "split-three-two";
    private static final int ROUNDS = Scenario.rounds(1);
    private static final long SPLIT_MILLIS = Long.getLong("faults.split", 60_000);
    private static final Duration HEALED = Duration.ofSeconds(30);

    @Test
    void onlyTheLargerSideRunsChildrenAndNoneIsLost() throws Exception {
        Random random = new Random(Scenario.SEED);
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster =
                        Scenario.named(NAME).in(network).withQuorum().start()) {
            cluster.startChildren();
            cluster.loadAll(random.nextLong());
            for (int round = 1; round <= ROUNDS; round++) {
                List<Integer> order =
                        new ArrayList<>(IntStream.range(0, 5).boxed().toList());
                Collections.shuffle(order, random);
                cluster.awaitSpread();
                network.split(order.get(0), order.get(1));
                Thread.sleep(SPLIT_MILLIS);
                cluster.awaitAllRunning(order.get(4), 3);
                cluster.heal(network);
            }
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster,
                    NAME,
                    ROUNDS,
                    gap -> true,
                    " healed_max_ms=" + cluster.slowestHeal().toMillis() + " stale_writes_refused="
                            + cluster.ledger().refused() + " seed=" + Scenario.SEED);
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.several()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
            assertThat(cluster.slowestHeal()).isLessThanOrEqualTo(HEALED);
        }
    }
}
