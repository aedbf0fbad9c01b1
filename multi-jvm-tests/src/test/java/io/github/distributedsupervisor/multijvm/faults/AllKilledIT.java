package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.multijvm.NodeProcess;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All nodes are killed at once and started again together. */
class AllKilledIT {

    private static final int ROUNDS = Scenario.rounds(1);
    private static final Duration BACK_AFTER = Duration.ofSeconds(30);

    @Test
    void declaredChildrenAreBack() throws Exception {
        killAll("all-killed-declared", Scenario.named("all-killed-declared").declared(), false);
    }

    @Test
    void withAStoreAllChildrenAreBackWithWhatTheyHadCommitted() throws Exception {
        killAll("all-killed-stored", Scenario.named("all-killed-stored").stored(), true);
    }

    private static void killAll(String name, Scenario scenario, boolean stored) throws Exception {
        try (FaultCluster cluster = scenario.start()) {
            if (stored) {
                cluster.startChildren();
            }
            cluster.awaitAllRunning(0, cluster.size());
            Map<String, Long> committed = stored ? commit(cluster) : Map.of();
            long slowest = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                IntStream.range(0, cluster.size())
                        .parallel()
                        .mapToObj(cluster::node)
                        .forEach(NodeProcess::kill);
                long began = System.nanoTime();
                cluster.launchAll();
                cluster.awaitAllRunning(0, cluster.size());
                slowest = Math.max(slowest, System.nanoTime() - began);
            }
            cluster.loadAll(Scenario.SEED);
            cluster.unloadAll();
            Verdict verdict = Verdict.of(cluster, name, ROUNDS, gap -> true, " back_max_ms=" + slowest / 1_000_000);
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.several()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
            assertThat(Duration.ofNanos(slowest)).isLessThanOrEqualTo(BACK_AFTER);
            for (Map.Entry<String, Long> each : committed.entrySet()) {
                assertThat(cluster.node(0).ask("count " + each.getKey()).get("count"))
                        .isGreaterThanOrEqualTo(each.getValue());
            }
        }
    }

    private static Map<String, Long> commit(FaultCluster cluster) throws Exception {
        Map<String, Long> committed = new TreeMap<>();
        for (String name : cluster.names().subList(0, 20)) {
            committed.put(name, cluster.node(1).ask("commit " + name + " 3").get("count"));
        }
        return committed;
    }
}
