package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.multijvm.NodeProcess;
import io.github.distributedsupervisor.multijvm.WitnessNode;
import io.github.distributedsupervisor.multijvm.faults.Referee.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The nodes of a scenario, each a process that can be killed and paused, and what they have written. */
final class FaultCluster implements AutoCloseable {

    static final Path ROOT = Path.of("target", "faults").toAbsolutePath();

    private static final int PORTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CALM = Duration.ofSeconds(4);

    private final Scenario scenario;
    private final Path directory;
    private final Path ledgerSocket;
    private final FencedLedger ledger;
    private final String name;
    private final int basePort = 27_100 + PORTS * ThreadLocalRandom.current().nextInt(500);
    private final NodeProcess[] nodes;
    private final List<NodeProcess> all = new ArrayList<>();
    private final Map<NodeProcess, Long> pausedAt = new LinkedHashMap<>();
    private final List<Pause> pauses = new ArrayList<>();
    private long slowestHeal;

    private FaultCluster(Scenario scenario) throws IOException {
        this.scenario = scenario;
        this.nodes = new NodeProcess[scenario.nodes];
        this.name = scenario.name + "-" + ProcessHandle.current().pid();
        this.directory = ROOT.resolve(scenario.name);
        this.ledgerSocket = Files.createTempDirectory("ledger").resolve("socket");
        this.ledger = new FencedLedger(ledgerSocket);
    }

    static FaultCluster start(Scenario scenario) throws Exception {
        FaultCluster cluster = new FaultCluster(scenario);
        try {
            cluster.clearDirectory();
            cluster.launchAll();
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

    /** Starts all nodes at once and waits until they are one cluster. */
    void launchAll() throws Exception {
        for (int i = 0; i < nodes.length; i++) {
            launch(i);
        }
        for (NodeProcess node : nodes) {
            node.awaitReady();
        }
        awaitStatus(0, status -> status.get("nodes") == nodes.length);
    }

    /** Starts a node anew, without waiting for it. */
    void launch(int index) throws IOException {
        FaultNetwork network = scenario.network;
        List<String> command = new ArrayList<>(network == null ? List.of() : network.commandPrefix(index));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xms32m",
                "-Xmx" + scenario.heap,
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MarkSweepDeadRatio=0", // otherwise up to 5 % of what is used after a collection is dead
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.net.preferIPv4Stack=true",
                "-Dwitness.log=" + System.getProperty("witness.log", "INFO"),
                "-Dwitness.hazelcast.log=" + System.getProperty("witness.hazelcast.log", "WARN")));
        command.addAll(optionsOf(index).asArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FaultNode.class.getName()));
        nodes[index] = NodeProcess.launch("node-" + index, command, directory);
        all.add(nodes[index]);
    }

    private NodeOptions optionsOf(int index) {
        FaultNetwork network = scenario.network;
        Stream<String> members = network == null
                ? IntStream.range(0, PORTS).mapToObj(i -> "127.0.0.1:" + (basePort + i))
                : network.addresses().stream().map(each -> each + ":" + basePort);
        return new NodeOptions(
                name,
                "node-" + index,
                network == null ? "127.0.0.1" : network.address(index),
                basePort,
                network == null ? PORTS : 1,
                members.toList(),
                directory,
                ledgerSocket,
                scenario.stored ? directory.resolve("store") : null,
                scenario.quorum,
                scenario.lease,
                scenario.declared,
                scenario.tick,
                scenario.fine);
    }

    NodeProcess node(int index) {
        return nodes[index];
    }

    int size() {
        return nodes.length;
    }

    Path directory() {
        return directory;
    }

    FencedLedger ledger() {
        return ledger;
    }

    void restart(int index) throws Exception {
        launch(index);
        node(index).awaitReady();
    }

    void pause(int index) throws Exception {
        node(index).pause();
        pausedAt.put(node(index), System.nanoTime());
    }

    void resume(int index) throws Exception {
        long stopped = pausedAt.remove(node(index));
        long resumed = System.nanoTime();
        node(index).resume();
        pauses.add(new Pause(node(index).id(), stopped, resumed));
    }

    /** Starts all children of the scenario through one node. */
    void startChildren() throws Exception {
        int children = scenario.children;
        for (int from = 0; from < children; from += 1_000) {
            int to = Math.min(children, from + 1_000);
            assertThat(node(0).ask("start " + from + " " + to)).containsEntry("started", (long) (to - from));
        }
        awaitAllRunning(0, nodes.length);
        awaitBackups();
    }

    /** Waits until all records have their backups: before that, two nodes that are cut off may take some with them. */
    private void awaitBackups() {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> node(0).ask("safe").get("safe") == 1);
    }

    /** Lets each node call children. */
    void loadAll(long seed) throws Exception {
        for (int i = 0; i < nodes.length; i++) {
            load(i, seed + i);
        }
    }

    void load(int index, long seed) throws Exception {
        node(index)
                .ask("load " + (scenario.children - scenario.notLoaded) + " " + scenario.callsPerSecond + " " + seed);
    }

    /** Lets the nodes that are there, once all is calm, stop to call children, and say how the calls ended. */
    void unloadAll() throws Exception {
        awaitCalm();
        for (NodeProcess node : awake()) {
            node.ask("unload");
        }
    }

    /** Waits, in vain perhaps, until no child has moved for a while: one on its way would be counted as lost. */
    void awaitCalm() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Long> last = List.of();
        long since = System.nanoTime();
        while (System.nanoTime() - since < CALM.toNanos() && System.nanoTime() < end) {
            List<Long> counts = new ArrayList<>();
            for (NodeProcess node : awake()) {
                counts.add(node.ask("status").get("local"));
            }
            if (!counts.equals(last)) {
                last = counts;
                since = System.nanoTime();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private List<NodeProcess> awake() {
        return Stream.of(nodes)
                .filter(node -> node.isAlive() && !pausedAt.containsKey(node))
                .toList();
    }

    void awaitStatus(int index, Predicate<Map<String, Long>> condition) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> node(index).ask("status"), condition);
    }

    /** Waits until a node sees all children run on so many nodes. */
    void awaitAllRunning(int index, int size) {
        awaitStatus(
                index,
                status -> status.get("nodes") == size
                        && status.get("unreachable") == 0
                        && status.get("children") == scenario.children
                        && status.get("running") == scenario.children);
    }

    /** Waits until no node hosts more than one and a half times its share, and all records have their backups. */
    void awaitSpread() {
        awaitBackups();
        for (int i = 0; i < nodes.length; i++) {
            double share = (double) scenario.children / nodes.length;
            awaitStatus(i, status -> status.get("local") <= share * 1.5 && status.get("local") >= share * 0.5);
        }
    }

    /** Opens all ways of the network and waits, in vain perhaps, until each node sees all children on all nodes. */
    void heal(FaultNetwork network) throws Exception {
        network.heal();
        isWholeInTime(scenario.children);
    }

    /** Waits until each node sees that so many children run on all nodes; false when that takes too long. */
    boolean isWholeInTime(int children) throws Exception {
        long began = System.nanoTime();
        long end = began + PATIENCE.toNanos();
        int whole = 0;
        while (whole < nodes.length && System.nanoTime() < end) {
            whole = seesAll(node(whole).ask("status"), children) ? whole + 1 : 0;
            Thread.sleep(POLL.toMillis());
        }
        slowestHeal = Math.max(slowestHeal, System.nanoTime() - began);
        return whole == nodes.length;
    }

    private boolean seesAll(Map<String, Long> status, int children) {
        return status.get("nodes") == nodes.length
                && status.get("unreachable") == 0
                && status.get("children") == children
                && status.get("running") == children;
    }

    /** How long it took at most until each node saw that all children run on all nodes. */
    Duration slowestHeal() {
        return Duration.ofNanos(slowestHeal);
    }

    List<String> names() {
        return IntStream.range(0, scenario.children)
                .mapToObj(WitnessNode::nameOf)
                .toList();
    }

    /** What its nodes have called. */
    CallTally tally() {
        return new CallTally(List.copyOf(all), directory, names());
    }

    Referee referee() throws IOException {
        return Referee.read(directory, pauses);
    }

    @Override
    public void close() throws IOException {
        all.forEach(NodeProcess::kill);
        ledger.close();
        Files.deleteIfExists(ledgerSocket.getParent());
    }
}
