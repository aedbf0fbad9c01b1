package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both sides of a split without a quorum start, stop and change children of the same names; then they merge. */
class MergeIT {

    private static final String NAME = "merge-conflicts";
    private static final long SPLIT_MILLIS = Long.getLong("faults.split", 30_000);
    private static final int SMALL = 0;
    private static final int LARGE = 4;

    @Test
    void theLargerSideWinsAndNothingComesBackThatEitherRemoved() throws Exception {
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster = Scenario.named(NAME).in(network).start()) {
            cluster.startChildren();
            cluster.awaitSpread();
            network.split(SMALL, 1);
            Thread.sleep(SPLIT_MILLIS);
            cluster.awaitAllRunning(SMALL, 2);
            cluster.awaitAllRunning(LARGE, 3);
            quarrel(cluster);
            long healing = System.nanoTime();
            network.heal();
            awaitMerge(cluster);
            boolean whole = cluster.isWholeInTime(cluster.names().size() + 1);
            judge(cluster, whole, Duration.ofNanos(System.nanoTime() - healing));
        }
    }

    /** The larger side alone has as many children as both will have, and sees all nodes before the records are merged. */
    private static void awaitMerge(FaultCluster cluster) {
        await().atMost(Scenario.WHOLE_AGAIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> cluster.node(LARGE).ask("where small-0").get("exists") == 1
                        && cluster.node(LARGE).ask("where w-2").get("exists") == 0);
    }

    private static void judge(FaultCluster cluster, boolean whole, Duration healed) throws Exception {
        Map<String, Long> removedByLarge = cluster.node(SMALL).ask("where w-1");
        Map<String, Long> removedBySmall = cluster.node(SMALL).ask("where w-2");
        Map<String, Long> onSmall = cluster.node(LARGE).ask("where small-0");
        Map<String, Long> onLarge = cluster.node(SMALL).ask("where large-0");
        long both = countOf(cluster, "both-0");
        long changed = countOf(cluster, "w-3");
        Verdict verdict = Verdict.of(
                cluster,
                NAME,
                1,
                gap -> true,
                " whole=" + whole + " healed_ms=" + healed.toMillis() + " both_counts=" + both + " changed_counts="
                        + changed + " resurrected=" + removedByLarge.get("exists"));
        assertThat(whole).isTrue();
        assertThat(both)
                .as("what the larger side counted of the child that both started")
                .isEqualTo(7);
        assertThat(changed).as("what the larger side counted of an old child").isEqualTo(5);
        assertThat(removedByLarge.get("exists")).isZero();
        assertThat(removedBySmall.get("exists")).isZero();
        assertThat(onSmall.get("exists")).isOne();
        assertThat(onLarge.get("exists")).isOne();
        assertThat(verdict.several()).isEmpty();
        assertThat(verdict.lost()).isSubsetOf("w-1", "w-2");
    }

    /** What a child says that it counts; -1 when there is none. */
    private static long countOf(FaultCluster cluster, String child) throws Exception {
        boolean exists = cluster.node(SMALL).ask("where " + child).get("exists") == 1;
        return exists ? cluster.node(SMALL).ask("count " + child).get("count") : -1;
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
