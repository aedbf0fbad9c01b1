package io.github.distributedsupervisor.multijvm;

import java.time.Duration;
import java.time.LocalTime;
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
            GracefulVerdict.check(cluster, 3, cluster.counts(2), LONGEST_GAP, System.nanoTime());
        }
    }

    private static void step(String what) {
        System.out.println(LocalTime.now() + " " + what);
    }
}
