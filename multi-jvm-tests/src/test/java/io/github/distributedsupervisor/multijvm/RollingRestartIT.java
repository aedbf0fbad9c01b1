package io.github.distributedsupervisor.multijvm;

import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** All nodes are restarted one after the other, as a deployment does, again and again, while children count calls. */
class RollingRestartIT {

    /** Children may move to a node that has just started and whose code is still slow. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(3);

    private static final int ROUNDS = Integer.getInteger("rolling.rounds", 3);

    @Test
    void losesNoAcknowledgedIncrementWhileAllNodesAreRestartedAgainAndAgain() throws Exception {
        try (WitnessCluster cluster = WitnessCluster.start("rolling-restart")) {
            cluster.startChildren();
            cluster.awaitFairShares(0, 1, 2);
            for (int i = 0; i < WitnessCluster.SIZE; i++) {
                cluster.load(i, i);
            }
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < WitnessCluster.SIZE; i++) {
                    System.out.println(LocalTime.now() + " round " + round + ", node " + i);
                    cluster.node(i).terminate();
                    cluster.node(i).awaitExit();
                    cluster.restart(i); // the next node does not wait until the children are spread again
                    cluster.load(i, i);
                }
            }
            cluster.awaitFairShares(0, 1, 2);
            for (int i = 0; i < WitnessCluster.SIZE; i++) {
                cluster.node(i).ask("unload");
            }
            GracefulVerdict.check(cluster, ROUNDS, cluster.counts(0), LONGEST_GAP, System.nanoTime());
        }
    }
}
