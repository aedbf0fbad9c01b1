package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.RegistryModel;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cluster in virtual time: one clock, one source of randomness, one thread. Members crash, leave and join; all messages
 * and all news take a while; two nodes may see different members and owners. The same seed gives the same run.
 */
final class Simulation {

    static final long SWEEP = 2_000;
    static final long STABLE_AFTER = 1_000;
    static final int MAX_MOVES = 4;
    static final int PARTITIONS = 12;
    private static final int NAMES = 8;
    private static final long FAULTS_UNTIL = 25_000;
    private static final int MOST_NODES = 5;
    private static final int TRACED = 120;

    /**
     * What is different from the real thing, or worse than usual.
     *
     * @param comparesRevisions false: a compare-and-set always applies
     * @param checksHost false: a node adopts children of hosts that are alive
     * @param lateAnswers some changes are applied at once but answered seconds later, as when a backup dies meanwhile
     * @param lateJoins others may learn of a new member only after it runs children
     */
    record Variant(boolean comparesRevisions, boolean checksHost, boolean lateAnswers, boolean lateJoins) {
        static final Variant REAL = new Variant(true, true, false, false);
    }

    /** A broken promise, with the way to it. */
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
    final Variant variant;
    final boolean eventsSuppressed;
    private final boolean traced;
    private final Deque<String> trace = new ArrayDeque<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final RegistryModel registry;
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Membership membership;
    private final Map<String, Instance> running = new TreeMap<>();
    private final Map<String, Long> lastIncarnations = new TreeMap<>();
    private final Map<String, Integer> crashes = new TreeMap<>();
    private final Set<String> mustRun = new TreeSet<>();
    private final Set<String> terminated = new TreeSet<>();
    private long now = 1_000_000;
    private long order;
    private boolean calm;
    private int nodesMade;
    private int starts;

    /** One running object of a user. */
    record Instance(String name, long incarnation, String node) {}

    Simulation(long seed, Variant variant, boolean traced) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        this.variant = variant;
        this.traced = traced;
        this.registry = new RegistryModel(variant.comparesRevisions());
        this.eventsSuppressed = random.nextInt(4) == 0;
        this.membership = new Membership(this);
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    int starts() {
        return starts;
    }

    void run() {
        for (int i = 0; i < 3; i++) {
            membership.join(newNode());
        }
        for (int i = 0; i < NAMES; i++) {
            String name = "child-" + i;
            after(between(0, 5_000), () -> start(name));
        }
        int faults = 2 + random.nextInt(5);
        for (int i = 0; i < faults; i++) {
            after(between(500, FAULTS_UNTIL), this::fault);
        }
        for (int i = 0; i < 3; i++) {
            String name = "child-" + random.nextInt(NAMES);
            after(between(3_000, FAULTS_UNTIL), () -> terminate(name));
            after(between(3_000, FAULTS_UNTIL), () -> start(name));
        }
        runUntil(now + FAULTS_UNTIL);
        calm = true;
        long patience = now + 60_000;
        while (!membership.quiet() && now < patience) {
            runUntil(now + 100);
        }
        check(membership.quiet(), () -> "the members never came to rest");
        runUntil(now + STABLE_AFTER + 3 * SWEEP);
        checkConverged();
    }

    private void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    private SimulatedNode newNode() {
        String id = "node-" + (char) ('a' + nodesMade++);
        SimulatedNode node = new SimulatedNode(id, this, between(-2_000, 2_000));
        nodes.put(id, node);
        return node;
    }

    // ---- what happens to the cluster

    private void fault() {
        List<SimulatedNode> ready = new ArrayList<>();
        nodes.values().stream()
                .filter(node -> node.running() && node.state() == NodeState.READY)
                .forEach(ready::add);
        int what = random.nextInt(3);
        if (what == 0 && membership.size() < MOST_NODES) {
            membership.join(newNode());
        } else if (ready.size() > 1) {
            SimulatedNode chosen = ready.get(random.nextInt(ready.size()));
            if (what == 1) {
                crash(chosen);
            } else {
                chosen.leave();
            }
        }
    }

    private void crash(SimulatedNode node) {
        trace(node.id(), "CRASHES");
        gone(node);
        membership.crashed(node.id());
    }

    /** Its process is over: its instances are gone, it answers nothing more. */
    void gone(SimulatedNode node) {
        node.end();
        running.values().removeIf(instance -> instance.node().equals(node.id()));
    }

    private void start(String name) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Restart restart = name.equals("child-7") ? Restart.TEMPORARY : Restart.PERMANENT;
        StoredSpec spec = new StoredSpec("type", name, new byte[0], restart, Shutdown.infinity());
        request(name, now + 5_000, (node, reply) -> {
            node.coordinator().start(spec, id, status -> {
                if (status == Status.OK && restart == Restart.PERMANENT && !terminated.contains(name)) {
                    mustRun.add(name);
                }
                reply.accept(status);
            });
            return null;
        });
    }

    private void terminate(String name) {
        terminated.add(name);
        mustRun.remove(name);
        request(name, now + 5_000, (node, reply) -> {
            node.coordinator().terminate(name, 0, reply);
            return null;
        });
    }

    /** Asks the coordinator that some node believes in, again and again, as clients do. */
    private void request(String name, long deadline, BiFunction<SimulatedNode, Consumer<Status>, Void> action) {
        if (now >= deadline) {
            return;
        }
        List<SimulatedNode> askers =
                nodes.values().stream().filter(SimulatedNode::running).toList();
        if (askers.isEmpty()) {
            after(100, () -> request(name, deadline, action));
            return;
        }
        SimulatedNode asker = askers.get(random.nextInt(askers.size()));
        String coordinator = asker.coordinatorOf(name);
        Consumer<Status> answered = status -> {
            if (status == Status.RETRY) {
                after(between(10, 200), () -> request(name, deadline, action));
            }
        };
        if (coordinator == null) {
            answered.accept(Status.RETRY);
        } else {
            send(coordinator, (node, reply) -> action.apply(node, reply), answered);
        }
    }

    // ---- time, network, registry

    long now() {
        return now;
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

    /** Some do, but not so often that they wait for their restart until the end. */
    boolean crashes(String name, int percent) {
        return !calm && chance(percent) && crashes.merge(name, 1, Integer::sum) <= 3;
    }

    boolean calm() {
        return calm;
    }

    /** The time a message takes. */
    long hop() {
        return !calm && chance(3) ? between(5, 300) : between(0, 4);
    }

    SimulatedNode node(String id) {
        return nodes.get(id);
    }

    Membership membership() {
        return membership;
    }

    /** A request to a node; one that ends before it answers makes it fail after a while. */
    void send(String to, BiFunction<SimulatedNode, Consumer<Status>, Void> action, Consumer<Status> replyTo) {
        SimulatedNode receiver = nodes.get(to);
        boolean[] answered = new boolean[1];
        Consumer<Status> once = status -> {
            if (!answered[0]) {
                answered[0] = true;
                replyTo.accept(status);
            }
        };
        after(hop(), () -> {
            if (!receiver.running()) {
                after(between(1, 1_000), () -> once.accept(Status.RETRY));
                return;
            }
            receiver.atEnd(() -> after(between(1, 1_000), () -> once.accept(Status.RETRY)));
            action.apply(receiver, status -> after(hop(), () -> once.accept(status)));
        });
    }

    /** Runs at the owner of the record; waits while that one is dead. */
    private <T> void atOwner(SimulatedNode asker, String name, Supplier<T> operation, Consumer<T> then) {
        after(hop(), () -> {
            if (!membership.ownerLives(name)) {
                after(50, () -> atOwner(asker, name, operation, then));
                return;
            }
            T result = operation.get();
            boolean late = variant.lateAnswers() && !calm && chance(3);
            after(late ? between(300, 5_000) : hop(), () -> {
                if (asker.running()) {
                    then.accept(result);
                }
            });
        });
    }

    void read(SimulatedNode asker, String name, Consumer<ChildRecord> then) {
        atOwner(asker, name, () -> registry.read(name), then);
    }

    void compareAndSet(SimulatedNode asker, ChildRecord expected, ChildRecord update, Consumer<Outcome> then) {
        Supplier<Outcome> change = () -> {
            Outcome outcome = registry.compareAndSet(expected, update);
            trace(asker.id(), outcome.applied() ? "wrote" : "could not write", outcome.current());
            return outcome;
        };
        atOwner(asker, update.name(), change, then);
    }

    void purge(ChildRecord tombstone) {
        after(hop(), () -> registry.purge(tombstone));
    }

    List<ChildRecord> records() {
        return registry.all();
    }

    // ---- promises

    void started(Instance instance) {
        starts++;
        trace(instance.node(), "starts", instance);
        Instance other = running.put(instance.name(), instance);
        check(other == null, () -> "two instances run: " + other + " and " + instance);
        Long last = lastIncarnations.put(instance.name(), instance.incarnation());
        check(
                last == null || last < instance.incarnation(),
                () -> "incarnation " + last + " was followed by " + instance);
    }

    void ended(Instance instance) {
        trace(instance.node(), "ended", instance);
        running.remove(instance.name(), instance);
    }

    private void checkConverged() {
        for (ChildRecord record : registry.all()) {
            String name = record.name();
            Instance instance = running.get(name);
            if (!record.live()) {
                check(instance == null, () -> "removed, but runs: " + instance + ", " + record);
                continue;
            }
            String home = membership.placementOf(name);
            check(instance != null, () -> "runs nowhere: " + record);
            check(
                    instance.node().equals(home),
                    () -> "belongs to " + home + ", but runs elsewhere: " + instance + ", " + record);
            check(
                    instance.incarnation() == record.incarnation()
                            && instance.node().equals(record.host()),
                    () -> "the record does not describe what runs: " + instance + ", " + record);
        }
        for (String name : mustRun) {
            check(running.containsKey(name), () -> "was started and never terminated, but does not run: " + name);
        }
    }

    private void check(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new Violation(message.get() + " at " + (now - 1_000_000) + " ms");
        }
    }

    void trace(Object... what) {
        if (!traced) {
            return;
        }
        StringBuilder line = new StringBuilder().append(now - 1_000_000);
        for (Object each : what) {
            line.append(' ').append(each);
        }
        trace.add(line.toString());
        if (trace.size() > TRACED) {
            trace.remove();
        }
    }
}
