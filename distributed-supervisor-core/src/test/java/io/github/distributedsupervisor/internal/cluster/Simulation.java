package io.github.distributedsupervisor.internal.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * A cluster in virtual time: one source of randomness, one thread. Processes crash, stand still, leave and join; the network
 * loses, repeats and delays messages, is cut in one direction or in both, heals, and sides that were split merge. The same
 * seed gives the same run; with one below zero messages are late ten times as often.
 */
final class Simulation {

    static final Duration LEASE = Duration.ofSeconds(2);
    static final long SWEEP = 2_000;
    static final long STABLE_AFTER = 1_000;
    static final int MAX_MOVES = 4;
    static final int PARTITIONS = 6;
    static final int FIRST_NODES = 3;
    static final List<String> NAMES = names();
    private static final long START = 1_000_000;
    private static final long FAULTS_UNTIL = 20_000;
    private static final long LONGEST_MESSAGE = 4_000;
    private static final long PATIENCE = 60_000;
    private static final int TRACED = 200;

    /** A broken promise. */
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message, null, false, false);
        }
    }

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    final Random random;
    final SimulatedNetwork network;
    final SimulatedGrid grid;
    final SimulatedRegistry registry;
    final Referee referee;
    final boolean eventsSuppressed;
    final boolean slow;
    private final Mitigation off;
    private final boolean traced;
    private final Deque<String> trace = new ArrayDeque<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<String, Integer> crashes = new TreeMap<>();
    private long now = START;
    private long order;
    private long versions;
    private boolean calm;

    /** @param off what does not work; null for all as it is */
    Simulation(long seed, Mitigation off, boolean traced) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        this.slow = seed < 0;
        this.off = off;
        this.traced = traced;
        this.network = new SimulatedNetwork(this);
        this.grid = new SimulatedGrid(this);
        this.registry = new SimulatedRegistry(this, grid);
        this.referee = new Referee(this);
        this.eventsSuppressed = random.nextInt(4) == 0;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            names.add("child-" + i);
        }
        return List.copyOf(names);
    }

    static int partitionOf(String name) {
        return Math.floorMod(name.hashCode() * 31, PARTITIONS);
    }

    boolean uses(Mitigation mitigation) {
        return off == null || (off != mitigation && off.before() != mitigation);
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    void run() {
        int size = FIRST_NODES + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            grid.join(newNode());
        }
        new SimulatedClients(this).begin(FAULTS_UNTIL);
        SimulatedFaults faults = new SimulatedFaults(this);
        faults.begin(FAULTS_UNTIL);
        runUntil(now + FAULTS_UNTIL);
        calm = true;
        faults.end();
        runUntil(now + LONGEST_MESSAGE);
        long patience = now + PATIENCE;
        while (!quiet() && now < patience) {
            runUntil(now + 100);
        }
        referee.check(quiet(), () -> "the members never came to rest");
        runUntil(now + STABLE_AFTER + 3 * SWEEP);
        referee.checkConverged(grid.only());
    }

    private boolean quiet() {
        return grid.quiet() && grid.only().members().stream().allMatch(SimulatedNode::isReady);
    }

    private void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    // ---- processes

    SimulatedNode newNode() {
        String process = "" + (char) ('a' + nodes.size());
        SimulatedClock clock = new SimulatedClock(this, skew(), between(-5, 5));
        SimulatedNode node = new SimulatedNode(process, this, clock);
        nodes.add(node);
        return node;
    }

    /** How far a clock on the wall may be off. */
    long skew() {
        return between(-300, 300);
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    /** The process that is a member by that id; null when none is any more. */
    SimulatedNode nodeOf(String id) {
        for (SimulatedNode node : nodes) {
            if (node.id().equals(id)) {
                return node.running() ? node : null;
            }
        }
        return null;
    }

    /** A process is over: its instances are gone, it answers nothing more. */
    void end(SimulatedNode node, long noticed) {
        node.end();
        referee.gone(node);
        grid.gone(node, noticed);
    }

    // ---- time and chance

    long now() {
        return now;
    }

    long elapsed() {
        return now - START;
    }

    long nextVersion() {
        return ++versions;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + delay, order++, action));
    }

    long between(long low, long high) {
        return low + random.nextInt((int) (high - low + 1));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Whether no new trouble comes. */
    boolean calm() {
        return calm;
    }

    /** Some children do, but not so often that they wait for their restart until the end. */
    boolean crashes(String name, int percent) {
        return !calm && chance(percent) && crashes.merge(name, 1, Integer::sum) <= 3;
    }

    void trace(Object... what) {
        if (!traced) {
            return;
        }
        StringBuilder line = new StringBuilder().append(elapsed());
        for (Object each : what) {
            line.append(' ').append(each);
        }
        trace.add(line.toString());
        if (trace.size() > TRACED) {
            trace.remove();
        }
    }
}
