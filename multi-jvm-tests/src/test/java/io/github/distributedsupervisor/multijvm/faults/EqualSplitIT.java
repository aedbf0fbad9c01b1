package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.multijvm.faults.Referee.Overlap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The network falls apart into equal halves, and no quorum was asked for. */
class EqualSplitIT {

    private static final int ROUNDS = Scenario.rounds(1);
    private static final long SPLIT_MILLIS = Long.getLong("faults.split", 30_000);

    @Test
    void oneAndOneRunEachChildOncePerSideAndOnceAfterTheHeal() throws Exception {
        split("split-one-one", 2);
    }

    @Test
    void twoAndTwoRunEachChildOncePerSideAndOnceAfterTheHeal() throws Exception {
        split("split-two-two", 4);
    }

    private static void split(String name, int nodes) throws Exception {
        Random random = new Random(Scenario.SEED);
        Integer[] half = IntStream.range(0, nodes / 2).boxed().toArray(Integer[]::new);
        try (FaultNetwork network = FaultNetwork.create(nodes);
                FaultCluster cluster =
                        Scenario.named(name).nodes(nodes).in(network).start()) {
            cluster.startChildren();
            cluster.loadAll(random.nextLong());
            for (int round = 1; round <= ROUNDS; round++) {
                cluster.awaitSpread();
                network.split(half);
                Thread.sleep(SPLIT_MILLIS);
                cluster.awaitAllRunning(0, nodes / 2);
                cluster.awaitAllRunning(nodes - 1, nodes / 2);
                cluster.heal(network);
            }
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster,
                    name,
                    ROUNDS,
                    gap -> true,
                    " healed_max_ms=" + cluster.slowestHeal().toMillis() + " stale_writes_refused="
                            + cluster.ledger().refused() + " seed=" + Scenario.SEED);
            assertThat(doubled(verdict.overlaps())).containsAll(cluster.names());
            assertThat(onOneSide(verdict.overlaps(), half.length)).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.several()).isEmpty();
            assertThat(cluster.slowestHeal()).isLessThanOrEqualTo(Scenario.WHOLE_AGAIN);
            assertThat(cluster.referee().endedWithoutStop()).isEmpty();
        }
    }

    private static Set<String> doubled(List<Overlap> overlaps) {
        Set<String> names = new HashSet<>();
        overlaps.forEach(overlap -> names.add(overlap.name()));
        return names;
    }

    /** Overlaps between nodes of the same half: there is no excuse for those. */
    private static List<Overlap> onOneSide(List<Overlap> overlaps, int firstOfTheOther) {
        return overlaps.stream()
                .filter(overlap -> (nodeOf(overlap.older().process()) < firstOfTheOther)
                        == (nodeOf(overlap.newer().process()) < firstOfTheOther))
                .toList();
    }

    private static int nodeOf(String process) {
        return Integer.parseInt(process.split("-")[1]);
    }
}
