package io.github.distributedsupervisor.multijvm.faults;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildCounts;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StartResult;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.SupervisorOverview;
import io.github.distributedsupervisor.multijvm.CallLoad;
import io.github.distributedsupervisor.multijvm.WitnessChild;
import io.github.distributedsupervisor.multijvm.WitnessNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@link FaultNode} can be told. Each answer is a line of {@code name=number} words. */
final class NodeCommands {

    private static final Logger LOG = LoggerFactory.getLogger(NodeCommands.class);
    private static final String NO_CALLS = "ok=0 failed=0 unavailable=0 unknown=0 slowest=0";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HazelcastInstance hazelcast;
    private final DistributedSupervisor supervisor;
    private final FaultPoints points;
    private final Path directory;
    private final String id;
    private @Nullable CallLoad load;

    NodeCommands(
            HazelcastInstance hazelcast,
            DistributedSupervisor supervisor,
            FaultPoints points,
            Path directory,
            String id) {
        this.hazelcast = hazelcast;
        this.supervisor = supervisor;
        this.points = points;
        this.directory = directory;
        this.id = id;
    }

    String run(String[] words) throws IOException, InterruptedException {
        return switch (words[0]) {
            case "start" -> start(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "status" -> status();
            case "load" -> load(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "unload" -> stopLoad();
            case "counts" -> counts(Integer.parseInt(words[1]));
            case "report" -> report();
            case "commit" -> commit(words[1], Integer.parseInt(words[2]));
            case "count" -> "count=" + supervisor.<Long>call(words[1], WitnessChild.COUNT, PATIENCE);
            case "where" -> where(words[1]);
            case "move" -> "moving=" + move(words[1], words[2]);
            case "watch" -> watch();
            case "terminate" -> "terminated=" + (supervisor.terminateChild(words[1]) ? 1 : 0);
            case "create" -> create(words[1]);
            case "poison" -> poison(words[1], words[2]);
            default -> "error=unknown-command";
        };
    }

    private String start(int from, int to) {
        List<ChildSpec> specs = IntStream.range(from, to)
                .mapToObj(i -> ChildSpec.of(CounterChild.class).name(WitnessNode.nameOf(i)))
                .toList();
        List<StartResult> results = supervisor.startChildren(specs);
        results.stream()
                .filter(result -> !result.started())
                .limit(3)
                .forEach(result -> LOG.error("{} did not start", result.name(), result.failure()));
        return "started=" + results.stream().filter(StartResult::started).count();
    }

    private String status() {
        SupervisorOverview overview = supervisor.operations().overview();
        ChildCounts children = overview.children();
        long nodes =
                supervisor.nodes().stream().filter(node -> !node.draining()).count();
        return "nodes=" + nodes + " children=" + children.total() + " running=" + children.of(ChildStatus.RUNNING)
                + " quarantined=" + children.of(ChildStatus.QUARANTINED) + " local="
                + supervisor.localChildren().size() + " unreachable="
                + overview.unreachable().size() + " " + loadCounts();
    }

    private synchronized String loadCounts() {
        CallLoad running = load;
        return running == null ? NO_CALLS : running.counts();
    }

    private synchronized String load(int children, int perSecond, long seed) {
        Path file = directory.resolve(id + "-" + System.nanoTime() + ".acknowledged");
        CallLoad started = new CallLoad(supervisor, children, perSecond, seed, file);
        started.start();
        load = started;
        return "loading=1";
    }

    synchronized String stopLoad() throws InterruptedException, IOException {
        CallLoad stopping = load;
        load = null;
        if (stopping == null) {
            return NO_CALLS;
        }
        stopping.stop();
        return stopping.counts();
    }

    /** Writes what each child counts, as it says itself. */
    private String counts(int children) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            String name = WitnessNode.nameOf(i);
            lines.add(name + " " + supervisor.<Long>call(name, WitnessChild.COUNT, PATIENCE));
        }
        Files.write(directory.resolve("counts"), lines);
        return "counted=" + lines.size();
    }

    /** What this process holds, after it has thrown away what it does not need. */
    private static String report() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return "heap_kb=" + heap / 1024 + " threads=" + threads + " descriptors=" + descriptors.count();
        }
    }

    private String commit(String name, int times) {
        long count = 0;
        for (int i = 0; i < times; i++) {
            count = supervisor.<Long>call(name, CounterChild.COMMIT, PATIENCE);
        }
        return "count=" + count;
    }

    /** The numbers of the child's node, of its coordinator and whether it runs; -1 for nobody. */
    private String where(String name) {
        ChildInfo child = supervisor.whereis(name).orElse(null);
        SupervisorNode node = child == null ? null : child.node();
        Member owner = hazelcast.getPartitionService().getPartition(name).getOwner();
        String coordinator = owner == null ? "" : owner.getUuid().toString();
        return "host=" + (node == null ? -1 : numberOf(node)) + " coordinator="
                + supervisor.nodes().stream()
                        .filter(each -> each.id().equals(coordinator))
                        .findFirst()
                        .map(NodeCommands::numberOf)
                        .orElse(-1)
                + " exists=" + (child == null ? 0 : 1) + " running="
                + (child != null && child.status() == ChildStatus.RUNNING ? 1 : 0) + " quarantined="
                + (child != null && child.status() == ChildStatus.QUARANTINED ? 1 : 0);
    }

    private static int numberOf(SupervisorNode node) {
        return Integer.parseInt(node.name().substring(node.name().lastIndexOf('-') + 1));
    }

    /** Returns when the move was asked for, not when it is done: it may be held at a fault point. */
    private int move(String name, String nodeName) {
        SupervisorNode target = supervisor.nodes().stream()
                .filter(node -> node.name().equals(nodeName))
                .findFirst()
                .orElseThrow();
        Thread thread = new Thread(
                () -> {
                    try {
                        supervisor.operations().move(name, target);
                    } catch (RuntimeException e) {
                        LOG.info("the move of {} was not confirmed: {}", name, e.toString());
                    }
                },
                "move");
        thread.setDaemon(true);
        thread.start();
        return 1;
    }

    private String watch() {
        points.watch();
        return "watching=1";
    }

    private String create(String name) {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name(name));
        return "started=1";
    }

    private String poison(String name, String harm) {
        supervisor.startChild(ChildSpec.of(PoisonChild.class).name(name).args(harm));
        return "started=1";
    }
}
