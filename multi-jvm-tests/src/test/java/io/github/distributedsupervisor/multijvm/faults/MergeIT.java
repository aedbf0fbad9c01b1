package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both sides of a split without a quorum start, stop and change children of the same names; then they merge. */
class MergeIT {

    private static final String NAME = "merge-conflicts";
    private static final long SPLIT_MILLIS = Long.getLong("faults.split", 30_000);
    private static final int SMALL = 0;
    private static final int LARGE = 4;

    @Test
    void theLargerSideWinsAndNothingComesBackThatItRemoved() throws Exception {
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster = Scenario.named(NAME).in(network).start()) {
            cluster.startChildren();
            network.split(SMALL, 1);
            Thread.sleep(SPLIT_MILLIS);
            cluster.awaitAllRunning(SMALL, 2);
            cluster.awaitAllRunning(LARGE, 3);
            quarrel(cluster);
            network.heal();
            int children = cluster.names().size() + 2;
            boolean whole = cluster.isWholeInTime(children);
            Map<String, Long> both = cluster.node(LARGE).ask("where both-0");
            Map<String, Long> removedByLarge = cluster.node(SMALL).ask("where w-1");
            Map<String, Long> removedBySmall = cluster.node(SMALL).ask("where w-2");
            Map<String, Long> onSmall = cluster.node(LARGE).ask("where small-0");
            Map<String, Long> onLarge = cluster.node(SMALL).ask("where large-0");
            long counted = both.get("exists") == 1
                    ? cluster.node(SMALL).ask("count both-0").get("count")
                    : -1;
            long changed = cluster.node(SMALL).ask("count w-3").get("count");
            Verdict verdict = Verdict.of(
                    cluster,
                    NAME,
                    1,
                    gap -> true,
                    " whole=" + whole + " healed_ms=" + cluster.slowestHeal().toMillis() + " both_counts=" + counted
                            + " changed_counts=" + changed + " resurrected=" + removedByLarge.get("exists"));
            assertThat(whole).isTrue();
            assertThat(counted)
                    .as("what the larger side counted of the child that both started")
                    .isEqualTo(7);
            assertThat(changed)
                    .as("what the larger side counted of an old child")
                    .isEqualTo(5);
            assertThat(removedByLarge.get("exists")).isZero();
            assertThat(removedBySmall.get("exists")).isOne();
            assertThat(onSmall.get("exists")).isOne();
            assertThat(onLarge.get("exists")).isOne();
            assertThat(verdict.several()).isEmpty();
            assertThat(verdict.lost()).isSubsetOf("w-1");
        }
    }

    private static void quarrel(FaultCluster cluster) throws Exception {
        cluster.node(SMALL).ask("create both-0");
        cluster.node(LARGE).ask("create both-0");
        cluster.node(SMALL).ask("commit both-0 3");
        cluster.node(LARGE).ask("commit both-0 7");
        cluster.node(SMALL).ask("commit w-3 2");
        cluster.node(LARGE).ask("commit w-3 5");
        cluster.node(LARGE).ask("terminate w-1");
        cluster.node(SMALL).ask("terminate w-2");
        cluster.node(SMALL).ask("create small-0");
        cluster.node(LARGE).ask("create large-0");
    }
}
