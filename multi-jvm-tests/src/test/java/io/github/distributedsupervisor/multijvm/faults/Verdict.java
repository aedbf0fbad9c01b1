package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.multijvm.faults.Referee.Gap;
import io.github.distributedsupervisor.multijvm.faults.Referee.Overlap;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the referee says of a scenario: prints it as one line, and keeps that with what was found in a file of the
 * scenario's name.
 */
record Verdict(
        List<Overlap> overlaps,
        List<Gap> gaps,
        List<String> lost,
        List<String> several,
        List<String> regressions,
        int handledByReplaced,
        Map<String, Long> calls) {

    private static final int LISTED = 50;

    /**
     * Waits for a sign of life of each child, and judges.
     *
     * @param rounds how often the scenario struck
     * @param counted which gaps are those that the scenario is about
     * @param more other words for the line, each with a space before it
     */
    static Verdict of(FaultCluster cluster, String scenario, int rounds, Predicate<Gap> counted, String more)
            throws Exception {
        long end = System.nanoTime();
        Thread.sleep(1_500);
        return of(cluster, scenario, rounds, counted, more, end);
    }

    private static Verdict of(
            FaultCluster cluster, String scenario, int rounds, Predicate<Gap> counted, String more, long end)
            throws IOException {
        Referee referee = cluster.referee();
        Verdict verdict = new Verdict(
                referee.overlaps(),
                referee.gaps().stream().filter(counted).toList(),
                referee.lost(end, cluster.names()),
                referee.several(end),
                referee.regressions(),
                referee.handledByReplaced(),
                cluster.tally().calls());
        verdict.keep(scenario, verdict.line(scenario, rounds) + more);
        return verdict;
    }

    Duration overlap() {
        return quantile(overlaps.stream().map(Overlap::duration).toList(), 1);
    }

    Duration gap(double fraction) {
        return quantile(gaps.stream().map(Gap::duration).toList(), fraction);
    }

    /** The greatest of some durations, or the one that a fraction of them does not exceed. */
    static Duration quantile(Collection<Duration> durations, double fraction) {
        List<Duration> sorted = durations.stream().sorted().toList();
        int rank = (int) Math.ceil(fraction * sorted.size());
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(0, rank - 1));
    }

    /** The part of all calls that were answered. */
    double answered() {
        long all = calls.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) calls.get("ok") / all;
    }

    private String line(String scenario, int rounds) {
        return "SCENARIO " + scenario + " rounds=" + rounds + " overlap_ms="
                + overlap().toMillis() + " lost=" + lost.size() + " gap_p50_ms="
                + gap(0.5).toMillis() + " gap_p99_ms=" + gap(0.99).toMillis() + " gap_max_ms="
                + gap(1).toMillis() + " ok=" + calls.get("ok") + " failed=" + calls.get("failed") + " unknown="
                + calls.get("unknown") + " unavailable=" + calls.get("unavailable") + " overlaps=" + overlaps.size()
                + " gaps=" + gaps.size() + " several=" + several.size() + " regressions=" + regressions.size()
                + " handled_by_replaced=" + handledByReplaced;
    }

    private void keep(String scenario, String line) throws IOException {
        System.out.println(line);
        StringBuilder text = new StringBuilder(line).append('\n');
        list(text, overlaps);
        list(text, lost);
        list(text, several);
        list(text, regressions);
        Files.writeString(FaultCluster.ROOT.resolve(scenario + ".txt"), text);
    }

    private static void list(StringBuilder text, Collection<?> found) {
        found.stream().limit(LISTED).forEach(each -> text.append(each).append('\n'));
    }
}
