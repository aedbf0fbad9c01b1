package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Children that are started on one node are spread over all. */
class FairShareIT {

    @Test
    void eachNodeHostsItsShareWithinAQuarter() throws Exception {
        try (WitnessCluster cluster = WitnessCluster.start("fair-share")) {
            cluster.startChildren();
            cluster.awaitAllRunning(0, WitnessCluster.SIZE);
            cluster.awaitFairShares(0, 1, 2);
            Map<Integer, Long> shares = cluster.shares();
            cluster.report(0, cluster.log(), List.of(), List.of(), " shares=" + shares.values());
            assertThat(shares.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(WitnessCluster.CHILDREN);
            assertThat(cluster.log().overlaps()).isEmpty();
        }
    }
}
