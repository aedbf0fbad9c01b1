package io.github.distributedsupervisor;

import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import io.github.distributedsupervisor.internal.registry.Suspicion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Real members on loopback in this virtual machine, each with a supervisor. */
final class TestCluster implements AutoCloseable {

    private final String name = "test-" + UUID.randomUUID();
    private final UnaryOperator<DistributedSupervisorBuilder> customizer;
    final List<Node> nodes = new ArrayList<>();

    record Node(HazelcastInstance hazelcast, DistributedSupervisor supervisor) {
        String id() {
            return hazelcast.getCluster().getLocalMember().getUuid().toString();
        }

        void leave() {
            supervisor.drain(Duration.ofSeconds(20));
            supervisor.close();
            hazelcast.shutdown();
        }

        void crash() {
            hazelcast.getLifecycleService().terminate();
        }
    }

    private static final int PORTS = 8;

    /** Other test runs on this machine take others; below the ports that systems give away. */
    private static final int FIRST_PORT =
            20_000 + PORTS * ThreadLocalRandom.current().nextInt(1_200);

    TestCluster(UnaryOperator<DistributedSupervisorBuilder> customizer) {
        this.customizer = customizer;
    }

    /** A cluster that has spread its partitions, so that no child is moved because of nodes that came before it. */
    static TestCluster of(int size) {
        return of(size, UnaryOperator.identity());
    }

    /** The same, customized. */
    static TestCluster of(int size, UnaryOperator<DistributedSupervisorBuilder> customizer) {
        TestCluster cluster = new TestCluster(customizer);
        for (int i = 0; i < size; i++) {
            cluster.add();
        }
        await().until(cluster::partitionsSpread);
        return cluster;
    }

    Node add() {
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config(name));
        DistributedSupervisorBuilder builder = DistributedSupervisor.builder(hazelcast)
                .childType(CounterChild.class)
                .childType(FragileChild.class)
                .childType(RecordingChild.class)
                .childType(SleepingChild.class)
                .childType(LedgerChild.class)
                .childType(LibraryChild.class)
                .rebalance(Duration.ofMillis(300), 32)
                .minResidency(Duration.ZERO);
        try {
            Node node = new Node(hazelcast, customizer.apply(builder).build());
            nodes.add(node);
            return node;
        } catch (RuntimeException e) {
            hazelcast.getLifecycleService().terminate();
            throw e;
        }
    }

    static Config config(String clusterName) {
        Config config = new Config();
        config.setClusterName(clusterName);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        RecommendedHazelcastSettings.applyTo(config);
        RecommendedHazelcastSettings.restrictJavaSerialization(config);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
            config.getNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1:" + port);
        }
        config.getNetworkConfig().setPort(FIRST_PORT).setPortCount(PORTS).setPortAutoIncrement(true);
        return config;
    }

    String name() {
        return name;
    }

    DistributedSupervisor first() {
        return nodes.get(0).supervisor();
    }

    void startCounters(int count) {
        for (int i = 0; i < count; i++) {
            first().startChild(ChildSpec.of(CounterChild.class).name("counter-" + i));
        }
    }

    Map<String, ChildInfo> children() {
        return nodes.get(nodes.size() - 1).supervisor().children();
    }

    boolean allRunning() {
        Set<String> alive = nodes.stream().map(TestCluster.Node::id).collect(Collectors.toSet());
        return children().values().stream()
                .allMatch(child -> child.status() == ChildStatus.RUNNING
                        && child.node() != null
                        && alive.contains(child.node().id()));
    }

    /** Whether each child runs, and has for so long that a crash of its node is not held against it. */
    boolean allRunWell() {
        return allRunning() && allBegan(3 * Suspicion.WELL_MILLIS);
    }

    /** Whether each child began longer ago. */
    boolean allBegan(long millisAgo) {
        return children().values().stream()
                .allMatch(child -> System.currentTimeMillis() - child.incarnation() > millisAgo);
    }

    /** Whether the partitions are spread over all members and each child runs where they place it. */
    boolean settledWherePlaced() {
        return partitionsSpread()
                && children().values().stream()
                        .allMatch(child -> child.status() == ChildStatus.RUNNING
                                && first().nodeFor(child.name())
                                        .orElseThrow()
                                        .id()
                                        .equals(child.node().id()));
    }

    boolean partitionsSpread() {
        HazelcastInstance hazelcast = nodes.get(0).hazelcast();
        long owners = hazelcast.getPartitionService().getPartitions().stream()
                .map(Partition::getOwner)
                .distinct()
                .count();
        return owners == hazelcast.getCluster().getMembers().size()
                && hazelcast.getPartitionService().isClusterSafe();
    }

    /** A name that fulfils a condition, once the partitions are spread. */
    static String nameWhere(String prefix, Predicate<String> condition) {
        return await().until(
                        () -> IntStream.range(0, 100)
                                .mapToObj(i -> prefix + i)
                                .filter(condition)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.hazelcast().getLifecycleService().terminate());
        nodes.forEach(node -> node.supervisor().close());
    }
}
