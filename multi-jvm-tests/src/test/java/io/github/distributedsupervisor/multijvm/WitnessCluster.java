package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.test.WitnessLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three nodes in a Java virtual machine each, and what they have written. */
final class WitnessCluster implements AutoCloseable {

    static final int SIZE = 3;
    static final int CHILDREN = Integer.getInteger("children", 1_000);
    static final int CALLS_PER_SECOND = Integer.getInteger("calls", 100);

    private static final Path ROOT = Path.of("target", "multi-jvm").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> COUNTERS = List.of("ok", "failed", "unavailable", "unknown");

    private final String scenario;
    private final String cluster;
    private final Path directory;
    // outside of what Hazelcast takes by default, and below the ports that the system gives away
    private final int basePort =
            15_000 + WitnessNode.PORTS * ThreadLocalRandom.current().nextInt(1_500);
    private final NodeProcess[] nodes = new NodeProcess[SIZE];
    private final List<NodeProcess> all = new ArrayList<>();

    private WitnessCluster(String scenario) {
        this.scenario = scenario;
        this.cluster = scenario + "-" + ProcessHandle.current().pid();
        this.directory = ROOT.resolve(scenario);
    }

    static WitnessCluster start(String scenario) throws Exception {
        WitnessCluster cluster = new WitnessCluster(scenario);
        cluster.clearDirectory();
        try {
            for (int i = 0; i < SIZE; i++) {
                cluster.launch(i);
            }
            for (int i = 0; i < SIZE; i++) {
                cluster.node(i).awaitReady();
            }
            cluster.awaitStatus(0, status -> status.get("nodes") == SIZE);
        } catch (Throwable e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void clearDirectory() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }

    private void launch(int index) throws IOException {
        nodes[index] = NodeProcess.launch(cluster, "node-" + index, basePort, directory);
        all.add(nodes[index]);
    }

    NodeProcess node(int index) {
        return nodes[index];
    }

    void restart(int index) throws Exception {
        launch(index);
        node(index).awaitReady();
    }

    void startChildren() throws Exception {
        assertThat(node(0).ask("start " + CHILDREN)).containsEntry("started", (long) CHILDREN);
    }

    /** Lets a node call children; its seed makes the choice of the children repeatable. */
    void load(int index, long seed) throws Exception {
        node(index).ask("load " + CHILDREN + " " + CALLS_PER_SECOND + " " + seed);
    }

    private void awaitStatus(int index, Predicate<Map<String, Long>> condition) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> node(index).ask("status"), condition);
    }

    /** Waits until a node sees all children run on so many nodes. */
    void awaitAllRunning(int index, int size) {
        awaitStatus(
                index,
                status -> status.get("nodes") == size
                        && status.get("children") == CHILDREN
                        && status.get("running") == CHILDREN);
    }

    /** Waits until each of these nodes has its share of the children, within a quarter, or what chance does with few. */
    void awaitFairShares(int... indexes) {
        double fair = (double) CHILDREN / indexes.length;
        double tolerance = Math.max(fair / 4, 3.5 * Math.sqrt(fair));
        for (int index : indexes) {
            awaitStatus(index, status -> Math.abs(status.get("local") - fair) <= tolerance);
        }
        for (int index : indexes) {
            awaitAllRunning(index, indexes.length);
        }
    }

    Map<Integer, Long> shares() throws Exception {
        Map<Integer, Long> shares = new TreeMap<>();
        for (int i = 0; i < SIZE; i++) {
            shares.put(i, node(i).ask("status").get("local"));
        }
        return shares;
    }

    /** How all calls have ended, as far as their callers could tell. */
    Map<String, Long> calls() {
        Map<String, Long> sum = new TreeMap<>();
        for (String counter : COUNTERS) {
            sum.put(
                    counter,
                    all.stream()
                            .mapToLong(node -> node.calls().getOrDefault(counter, 0L))
                            .sum());
        }
        return sum;
    }

    long slowestCallMillis() {
        return all.stream()
                .mapToLong(node -> node.calls().getOrDefault("slowest", 0L))
                .max()
                .orElse(0);
    }

    /** What each child counts, as it says itself. */
    Map<String, Long> counts(int index) throws Exception {
        node(index).ask("counts " + CHILDREN);
        Map<String, Long> counts = new TreeMap<>();
        addNumbers(directory.resolve("counts"), counts);
        return counts;
    }

    /** How often the callers were told that a child has counted, by child. */
    Map<String, Long> acknowledged() throws IOException {
        Map<String, Long> acknowledged = new TreeMap<>();
        names().forEach(name -> acknowledged.put(name, 0L));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.acknowledged")) {
            for (Path file : files) {
                addNumbers(file, acknowledged);
            }
        }
        return acknowledged;
    }

    private static void addNumbers(Path file, Map<String, Long> numbers) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            numbers.merge(words[0], Long.valueOf(words[1]), Long::sum);
        }
    }

    List<String> names() {
        return IntStream.range(0, CHILDREN).mapToObj(WitnessNode::nameOf).toList();
    }

    WitnessLog log() throws IOException {
        return WitnessLog.read(directory);
    }

    /** Prints the line of the scenario and keeps it. */
    void report(
            int rounds, WitnessLog log, Collection<String> lost, List<WitnessLog.Succession> successions, String more)
            throws IOException {
        StringBuilder line = new StringBuilder("SCENARIO " + scenario + " children=" + CHILDREN + " rounds=" + rounds);
        line.append(" overlaps=").append(log.overlaps().size());
        line.append(" regressions=").append(log.regressions().size());
        line.append(" lost=").append(lost.size());
        line.append(" gaps=").append(successions.size());
        line.append(" gap_p50_ms=").append(WitnessLog.gap(successions, 0.5).toMillis());
        line.append(" gap_p99_ms=").append(WitnessLog.gap(successions, 0.99).toMillis());
        line.append(" gap_max_ms=").append(WitnessLog.gap(successions, 1).toMillis());
        calls().forEach((counter, number) ->
                line.append(' ').append(counter).append('=').append(number));
        line.append(" slowest_call_ms=").append(slowestCallMillis()).append(more);
        System.out.println(line);
        Files.writeString(
                ROOT.resolve("scenarios.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        all.forEach(NodeProcess::kill);
    }
}
