package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.test.internal.network.LoopbackNetwork;
import io.github.distributedsupervisor.test.internal.node.NodeLauncher;
import io.github.distributedsupervisor.test.internal.node.NodeSetup;
import io.github.distributedsupervisor.test.internal.node.RunningNode;
import io.github.distributedsupervisor.test.internal.witness.Apart;
import io.github.distributedsupervisor.test.internal.witness.LifeLog;
import io.github.distributedsupervisor.test.internal.witness.NodeWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Real nodes in this JVM, which a test kills, stops, pauses and cuts from each other. They are numbered from 0 in the
 * order they were started; a number is kept when its node is started again. For use by one thread at a time.
 *
 * <p>All that a test can do to its nodes is one type, because it is injected as one parameter.
 */
public final class SupervisorCluster implements AutoCloseable {

    private static final int SPARE_NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TURN = Duration.ofSeconds(5);

    private final NodeLauncher launcher;
    private final ClusterConfigurer configurer;
    private final boolean overlapAllowed;
    private final String clusterName = "test-" + UUID.randomUUID();
    private final LoopbackNetwork network = new LoopbackNetwork();
    private final LifeLog log = new LifeLog();
    private final TreeMap<Integer, ClusterNode> nodes = new TreeMap<>();
    private final List<ClusterNode> killed = new ArrayList<>();
    private final Set<Integer> paused = new TreeSet<>();
    private final Set<Set<Integer>> cuts = new HashSet<>();
    private int next;

    SupervisorCluster(NodeLauncher launcher, ClusterConfigurer configurer, int size, boolean overlapAllowed) {
        this.launcher = launcher;
        this.configurer = configurer;
        this.overlapAllowed = overlapAllowed;
        network.reserve(size + SPARE_NODES);
    }

    /**
     * Configures a cluster that is not made by {@link SupervisorClusterTest}.
     *
     * @return a builder
     */
    public static SupervisorClusterBuilder builder() {
        return new SupervisorClusterBuilder();
    }

    /**
     * A node that runs.
     *
     * @param index its number
     * @return the node
     * @throws IllegalStateException when it was killed or stopped
     */
    public ClusterNode node(int index) {
        ClusterNode node = nodes.get(index);
        if (node == null) {
            throw new IllegalStateException("node " + index + " does not run; those that do are " + nodes.keySet());
        }
        return node;
    }

    /**
     * The nodes that run, paused ones included.
     *
     * @return in the order of their numbers
     */
    public List<ClusterNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /**
     * The supervisor of a node.
     *
     * @param index the number of the node
     * @return the supervisor
     */
    public DistributedSupervisor supervisor(int index) {
        return node(index).supervisor();
    }

    /**
     * The supervisor of the first node that runs and is not paused.
     *
     * @return the supervisor
     */
    public DistributedSupervisor supervisor() {
        return nodes.values().stream()
                .filter(node -> !paused.contains(node.index()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node runs"))
                .supervisor();
    }

    /**
     * Starts one more node.
     *
     * @return the node, which takes children
     */
    public ClusterNode start() {
        return launch(next++);
    }

    /**
     * Starts a node again that was killed or stopped, with its number and name.
     *
     * @param index the number of the node
     * @return the node, which takes children
     */
    public ClusterNode start(int index) {
        if (nodes.containsKey(index) || index < 0 || index >= next) {
            throw new IllegalStateException("node " + index + " was not killed or stopped");
        }
        return launch(index);
    }

    private ClusterNode launch(int index) {
        NodeWatch watch = new NodeWatch(log, index);
        LoopbackNetwork.Place place = network.plugIn(index);
        RunningNode running;
        try {
            running = launcher.launch(new NodeSetup(index, clusterName, place, network.addresses(), watch, configurer));
        } catch (RuntimeException e) {
            network.unplug(index);
            throw e;
        }
        ClusterNode node = new ClusterNode(index, running, watch);
        nodes.put(index, node);
        return node;
    }

    /**
     * Ends a node as a crash does: from now on its children do nothing, and its connections are closed. A handler that is
     * running goes on in this JVM until it returns; the other beans of a Spring application live until the test ends.
     *
     * @param index the number of the node
     */
    public void kill(int index) {
        ClusterNode node = node(index);
        nodes.remove(index);
        paused.remove(index);
        cuts.removeIf(cut -> cut.contains(index));
        node.watch().kill();
        network.unplug(index);
        node.hazelcast().getLifecycleService().terminate();
        killed.add(node);
    }

    /**
     * Lets a node leave in good order: its children move away with their state.
     *
     * @param index the number of the node
     */
    public void stop(int index) {
        if (paused.contains(index)) {
            throw new IllegalStateException("node " + index + " is paused; resume or kill it");
        }
        node(index).running().close();
        nodes.remove(index);
        cuts.removeIf(cut -> cut.contains(index));
        network.unplug(index);
    }

    /**
     * Makes a node stand still as far as others see: no byte comes from it or reaches it, its connections stay. Its children
     * begin nothing, and neither does what decides about them; a handler that is running is waited for, up to 5 seconds.
     * Other threads of the node run on: Hazelcast's, and those of the application. After 5 seconds of silence the others
     * remove it.
     *
     * @param index the number of the node
     */
    public void pause(int index) {
        ClusterNode node = node(index);
        if (!paused.add(index)) {
            return;
        }
        nodes.keySet().stream()
                .filter(other -> other != index)
                .forEach(other -> log.parted(index, other, Apart.Cause.PAUSE));
        try {
            node.watch().pause(TURN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        network.hold(index);
    }

    /**
     * Lets a paused node go on.
     *
     * @param index the number of the node
     */
    public void resume(int index) {
        if (paused.remove(index)) {
            network.release(index);
            node(index).watch().resume();
        }
    }

    /**
     * Cuts some nodes from all others: connections between the two sides are closed and refused.
     *
     * @param side the numbers of the nodes of one side
     */
    public void partition(int... side) {
        Set<Integer> one = new TreeSet<>();
        Arrays.stream(side).map(index -> node(index).index()).forEach(one::add);
        Set<Set<Integer>> pairs = new HashSet<>();
        for (int a : one) {
            for (int b : nodes.keySet()) {
                if (!one.contains(b) && cuts.add(Set.of(a, b))) {
                    log.parted(a, b, Apart.Cause.PARTITION);
                    pairs.add(Set.of(a, b));
                }
            }
        }
        network.cut(pairs);
    }

    /** Ends all partitions. The two sides find each other again after some seconds. */
    public void heal() {
        cuts.clear();
        network.mend();
    }

    /**
     * Waits until an instance of a child runs on some node that is not paused.
     *
     * @param name the child
     * @return where it runs
     */
    public RunningChild awaitRunning(String name) {
        return awaitRunning(name, node -> true, "");
    }

    RunningChild awaitRunning(String name, IntPredicate where, String text) {
        RunningChild[] found = new RunningChild[1];
        Waiting.until(PATIENCE, () -> {
            found[0] = find(name, where);
            return found[0] != null
                    ? ""
                    : "child '%s' does not run %s; its instances were %s".formatted(name, text, log.livesOf(name));
        });
        return found[0];
    }

    private @Nullable RunningChild find(String name, IntPredicate where) {
        for (ClusterNode node : nodes.values()) {
            if (!paused.contains(node.index()) && where.test(node.index())) {
                ChildInfo info = node.supervisor().localChildren().get(name);
                if (info != null
                        && info.status() == ChildStatus.RUNNING
                        && log.living(name, info.incarnation(), node.index()).isPresent()) {
                    return new RunningChild(this, name, node.index(), info.incarnation());
                }
            }
        }
        return null;
    }

    /**
     * Waits until the nodes that can reach each other are one cluster each, and in each of them every child that its
     * records name runs once, where they say, and nothing else. A child that waits for its back-off or its node, sleeps or is
     * in quarantine needs no instance.
     *
     * @throws AssertionError after a minute, with what is not so
     */
    public void awaitSettled() {
        Settlement settlement = new Settlement(nodes(), paused, cuts, log);
        Waiting.until(PATIENCE, settlement::obstacle);
        if (cuts.isEmpty() && paused.isEmpty()) {
            log.reunited();
        }
    }

    /**
     * What is done after each test: ends partitions and pauses, waits until the cluster has settled, and judges what ran.
     *
     * @throws AssertionError when two instances of a child lived at once, an incarnation did not grow, or a child is lost
     */
    public void verify() {
        heal();
        Set.copyOf(paused).forEach(this::resume);
        String obstacle = "";
        try {
            awaitSettled();
        } catch (AssertionError e) {
            obstacle = String.valueOf(e.getMessage());
        }
        List<String> wrong = new ArrayList<>(log.violations(overlapAllowed));
        if (!obstacle.isEmpty()) {
            wrong.add(obstacle);
        }
        failOn(wrong);
    }

    /** Judges what ran until now, without waiting for anything. */
    void verifyWhatRan() {
        failOn(log.violations(overlapAllowed));
    }

    private static void failOn(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new AssertionError("the cluster did not keep its promises:\n  " + String.join("\n  ", wrong));
        }
    }

    LifeLog log() {
        return log;
    }

    /** Ends all nodes without grace. */
    @Override
    public void close() {
        List<ClusterNode> all = new ArrayList<>(nodes.values());
        nodes.clear();
        all.forEach(node -> node.watch().kill());
        network.close();
        all.forEach(node -> node.hazelcast().getLifecycleService().terminate());
        all.addAll(killed);
        all.forEach(node -> node.watch().bury());
        all.forEach(node -> node.running().close());
        killed.clear();
    }
}
