package io.github.distributedsupervisor.multijvm;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.test.WitnessLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the cluster: reads commands from standard input, answers each with one line that begins with {@value
 * #ANSWER}. It leaves gracefully on SIGTERM and on {@code stop}, and dies at once when its standard input ends, so that no
 * node outlives the test that started it.
 */
public final class WitnessNode {

    /** What each answer begins with. */
    public static final String ANSWER = "@";

    static final int PORTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(WitnessNode.class);
    private static final String NO_CALLS = "ok=0 failed=0 unavailable=0 unknown=0 slowest=0";
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final HazelcastInstance hazelcast;
    private final DistributedSupervisor supervisor;
    private final Path directory;
    private final String id;
    private @Nullable CallLoad load;

    private WitnessNode(String cluster, String nodeName, int basePort, Path directory) throws IOException {
        this.directory = directory;
        this.id = nodeName + "-" + ProcessHandle.current().pid();
        WitnessFile file = new WitnessFile(directory.resolve(id + WitnessLog.SUFFIX));
        this.hazelcast = Hazelcast.newHazelcastInstance(config(cluster, basePort));
        this.supervisor = DistributedSupervisor.builder(hazelcast)
                .nodeName(nodeName)
                .childType(ChildSpec.typeOf(WitnessChild.class), new Factory(file))
                .listener(new NodeLogger())
                .build();
    }

    private record Factory(WitnessFile file) implements ChildFactory {
        @Override
        public Child create(List<@Nullable Object> arguments) {
            return new WitnessChild(file);
        }
    }

    private static final class NodeLogger implements SupervisorListener {
        @Override
        public void nodeUp(SupervisorNode node) {
            LOG.info("node up: {}", node);
        }

        @Override
        public void nodeDown(SupervisorNode node) {
            LOG.info("node down: {}", node);
        }
    }

    /** The name of a child. */
    public static String nameOf(int number) {
        return "w-" + number;
    }

    /** Arguments: cluster name, node name, first port of the cluster, directory of the witness files. */
    public static void main(String[] arguments) {
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            WitnessNode node =
                    new WitnessNode(arguments[0], arguments[1], Integer.parseInt(arguments[2]), Path.of(arguments[3]));
            Runtime.getRuntime().addShutdownHook(new Thread(node::leave, "leave"));
            answer("ready");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                node.command(line.split(" "));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the node dies", e);
        } finally {
            Runtime.getRuntime().halt(3);
        }
    }

    static Config config(String cluster, int basePort) {
        Config config = new Config();
        config.setClusterName(cluster);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        RecommendedHazelcastSettings.applyTo(config);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().setPort(basePort).setPortAutoIncrement(true).setPortCount(PORTS);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (int port = basePort; port < basePort + PORTS; port++) {
            join.getTcpIpConfig().addMember("127.0.0.1:" + port);
        }
        return config;
    }

    private void command(String[] words) {
        try {
            switch (words[0]) {
                case "start" -> start(Integer.parseInt(words[1]));
                case "status" -> status();
                case "load" -> load(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
                case "unload" -> unload();
                case "counts" -> counts(Integer.parseInt(words[1]));
                case "stop" -> new Thread(() -> System.exit(0), "exit").start();
                default -> answer("error=unknown-command");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException e) {
            LOG.error("command {} failed", words[0], e);
            answer("error=" + e.getClass().getSimpleName());
        }
    }

    private void start(int children) {
        List<CompletableFuture<ChildRef>> starts = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            starts.add(
                    supervisor.startChildAsync(ChildSpec.of(WitnessChild.class).name(nameOf(i))));
        }
        int started = 0;
        for (CompletableFuture<ChildRef> start : starts) {
            try {
                start.join();
                started++;
            } catch (CompletionException e) {
                LOG.error("a child did not start", e.getCause());
            }
        }
        answer("started=" + started);
    }

    private void status() {
        Map<String, ChildInfo> children = supervisor.children();
        long running = children.values().stream()
                .filter(child -> child.status() == ChildStatus.RUNNING && child.node() != null)
                .count();
        long nodes =
                supervisor.nodes().stream().filter(node -> !node.draining()).count();
        answer("nodes=" + nodes + " children=" + children.size() + " running=" + running + " local="
                + supervisor.localChildren().size() + " " + loadCounts());
    }

    private synchronized String loadCounts() {
        CallLoad running = load;
        return running == null ? NO_CALLS : running.counts();
    }

    private synchronized void load(int children, int perSecond, long seed) {
        Path file = directory.resolve(id + "-" + System.nanoTime() + ".acknowledged");
        CallLoad started = new CallLoad(supervisor, children, perSecond, seed, file);
        started.start();
        load = started;
        answer("loading=1");
    }

    private void unload() throws InterruptedException, IOException {
        answer(stopLoad());
    }

    private synchronized String stopLoad() throws InterruptedException, IOException {
        CallLoad stopping = load;
        load = null;
        if (stopping == null) {
            return NO_CALLS;
        }
        stopping.stop();
        return stopping.counts();
    }

    /** Writes what each child counts, as it says itself. */
    private void counts(int children) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            lines.add(nameOf(i) + " " + supervisor.<Long>call(nameOf(i), WitnessChild.COUNT));
        }
        Files.write(directory.resolve("counts"), lines);
        answer("counted=" + lines.size());
    }

    private void leave() {
        try {
            answer("left=1 " + stopLoad());
        } catch (IOException e) {
            LOG.error("the acknowledged calls were not written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long began = System.nanoTime();
        boolean complete = supervisor.drain(DRAIN);
        LOG.info("drained in {} ms, complete: {}", (System.nanoTime() - began) / 1_000_000, complete);
        supervisor.close();
        hazelcast.shutdown();
        LOG.info("left in {} ms", (System.nanoTime() - began) / 1_000_000);
    }

    private static synchronized void answer(String text) {
        System.out.println(ANSWER + " " + text);
        System.out.flush();
    }
}
