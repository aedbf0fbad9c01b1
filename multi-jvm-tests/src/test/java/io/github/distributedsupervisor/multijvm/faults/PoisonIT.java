package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** One child harms whoever runs it: by an exception, or by the end of the process. */
class PoisonIT {

    private static final String CHILD = "poison-0";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOST_LOST = 2;

    @Test
    void aChildThatThrowsWhereverItStartsIsQuarantinedAndHarmsNoOther() throws Exception {
        poison("poison-throw", "throw", 0, true);
    }

    @Test
    void aChildThatExitsItsProcessIsQuarantinedAfterTwoProcesses() throws Exception {
        poison("poison-exit", "exit", MOST_LOST, true);
    }

    @Test
    void aChildThatHaltsItsProcessIsQuarantinedAfterTwoProcesses() throws Exception {
        poison("poison-halt", "halt", MOST_LOST, true);
    }

    /** All have just started, so that others are there both times: one more death tells it from them. */
    @Test
    void aChildThatHaltsItsProcessAmongManyThatHaveJustStartedIsQuarantinedAfterThree() throws Exception {
        poison("poison-in-a-wave", "halt", MOST_LOST + 1, false);
    }

    private static void poison(String name, String harm, int mostLost, boolean calm) throws Exception {
        try (FaultCluster cluster = Scenario.named(name).start()) {
            cluster.startChildren();
            cluster.loadAll(Scenario.SEED);
            if (calm) {
                cluster.awaitCalm();
            }
            cluster.node(0).ask("poison " + CHILD + " " + harm);
            Files.createFile(cluster.directory().resolve(PoisonChild.TRIGGER));
            boolean quarantined = isQuarantinedInTime(cluster);
            Thread.sleep(5_000);
            int dead = dead(cluster);
            if (quarantined) {
                int others = cluster.names().size();
                cluster.awaitStatus(
                        survivor(cluster),
                        status -> status.get("nodes") == cluster.size() - dead && status.get("running") == others);
            }
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster,
                    name,
                    1,
                    gap -> !gap.graceful(),
                    " processes_lost=" + dead + " quarantined=" + quarantined);
            assertThat(dead).isLessThanOrEqualTo(mostLost);
            assertThat(quarantined).isTrue();
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
        }
    }

    /** Also ends when no process is left. */
    private static boolean isQuarantinedInTime(FaultCluster cluster) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions() // the one that is asked may be the next to die
                    .until(() -> dead(cluster) == cluster.size() || quarantined(cluster));
            return dead(cluster) < cluster.size();
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static boolean quarantined(FaultCluster cluster) throws Exception {
        int survivor = survivor(cluster);
        return cluster.node(survivor).ask("where " + CHILD).get("quarantined") == 1;
    }

    private static int dead(FaultCluster cluster) {
        return (int) IntStream.range(0, cluster.size())
                .filter(i -> !cluster.node(i).isAlive())
                .count();
    }

    private static int survivor(FaultCluster cluster) {
        return IntStream.range(0, cluster.size())
                .filter(i -> cluster.node(i).isAlive())
                .findFirst()
                .orElseThrow(() -> new AssertionError("all processes are lost"));
    }
}
