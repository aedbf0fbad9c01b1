package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.multijvm.faults.Referee.Overlap;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Faults of all kinds, one after the other, for a long time: {@code -Dfaults.soak=30m}. */
class SoakIT {

    private static final String NAME = "soak";
    private static final Duration LENGTH =
            Duration.parse("PT" + System.getProperty("faults.soak", "60s").toUpperCase(Locale.ROOT));
    /** Shorter runs are all warm-up: nothing is flat yet. */
    private static final Duration FLAT_FROM = Duration.ofMinutes(15);

    private static final Duration OVERLAP = Duration.ofMillis(200);
    private static final double FLAT = 0.05;
    private static final int SPARED = 0;
    private static final List<String> RESOURCES = List.of("heap_kb", "threads", "descriptors");

    private final List<Map<String, Long>> reports = new ArrayList<>();

    @Test
    void nothingIsLostNothingIsTwiceNothingGrows() throws Exception {
        Random random = new Random(Scenario.SEED);
        try (FaultNetwork network = FaultNetwork.create(5);
                FaultCluster cluster = Scenario.named(NAME)
                        .in(network)
                        .withQuorum()
                        .tick(Duration.ofMillis(200))
                        .start()) {
            cluster.startChildren();
            cluster.loadAll(Scenario.SEED);
            Nemesis nemesis = new Nemesis(cluster, network, Scenario.SEED, SPARED);
            int unrepaired = 0;
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                nemesis.strike();
                unrepaired += cluster.isWholeInTime(cluster.names().size()) ? 0 : 1;
                reports.add(cluster.node(SPARED).ask("report"));
                Thread.sleep(random.nextInt(5_000));
            }
            cluster.unloadAll();
            judge(cluster, nemesis, unrepaired);
        }
    }

    private void judge(FaultCluster cluster, Nemesis nemesis, int unrepaired) throws Exception {
        Files.write(
                FaultCluster.ROOT.resolve(NAME + "-reports.txt"),
                reports.stream().map(Map::toString).toList());
        StringBuilder growth = new StringBuilder();
        RESOURCES.forEach(each -> growth.append(String.format(
                Locale.ROOT, " %1$s=%2$d %1$s_growth=%3$.3f", each, median(each, 0.75, 1), growth(each))));
        Verdict verdict = Verdict.of(
                cluster,
                NAME,
                nemesis.strikes(),
                gap -> !gap.graceful(),
                nemesis.summary() + " unrepaired=" + unrepaired + growth + " stale_writes_refused="
                        + cluster.ledger().refused() + " seed=" + Scenario.SEED);
        assertThat(verdict.overlap()).isLessThanOrEqualTo(OVERLAP);
        assertThat(verdict.overlaps()).allMatch(Overlap::afterPause);
        assertThat(verdict.handledByReplaced()).isZero();
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.several()).isEmpty();
        assertThat(verdict.regressions()).isEmpty();
        assertThat(unrepaired).isZero();
        if (LENGTH.compareTo(FLAT_FROM) >= 0) {
            for (String each : RESOURCES) {
                assertThat(growth(each)).as(each).isBetween(-FLAT, FLAT);
            }
        }
    }

    /** The last quarter of the reports compared to the second. */
    private double growth(String resource) {
        return (double) median(resource, 0.75, 1) / median(resource, 0.25, 0.5) - 1;
    }

    private long median(String resource, double from, double to) {
        int size = reports.size();
        List<Long> values =
                reports.subList((int) (from * size), Math.max((int) (from * size) + 1, (int) (to * size))).stream()
                        .map(report -> report.get(resource))
                        .sorted()
                        .toList();
        return values.get(values.size() / 2);
    }
}
