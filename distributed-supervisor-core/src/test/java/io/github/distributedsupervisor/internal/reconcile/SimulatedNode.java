package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One member with its own idea of the cluster; reconciles by the real {@link Reconciler}. */
final class SimulatedNode {

    private static final long OVERDUE = 1_500;
    private static final long GATHER = 10;
    private static final long TOMBSTONE = 10_000;
    private static final long DRAIN = 20_000;

    private final String id;
    private final Simulation simulation;
    private final long clockSkew;
    private final SimulatedHost host;
    private final SimulatedCoordinator coordinator;
    private final SimulatedActions actions;
    private final Map<String, Heard> heard = new TreeMap<>();
    private final Map<String, Unclaimed> unclaimed = new HashMap<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private Set<String> members = Set.of();
    private final String[] owners = new String[Simulation.PARTITIONS];
    private final long[] ownerVersions = new long[Simulation.PARTITIONS];
    private long membersVersion;
    private Object lastTable = "";
    private long tableChangedAt;
    private NodeState state = NodeState.ABSENT;
    private long stateVersion;
    private boolean running;
    private boolean reconciling;
    private boolean woken;

    private record Heard(NodeState state, long version) {}

    private record Unclaimed(long revision, long since) {}

    SimulatedNode(String id, Simulation simulation, long clockSkew) {
        this.id = id;
        this.simulation = simulation;
        this.clockSkew = clockSkew;
        this.host = new SimulatedHost(this, simulation);
        this.coordinator = new SimulatedCoordinator(this, simulation);
        this.actions = new SimulatedActions(this, simulation);
    }

    String id() {
        return id;
    }

    boolean running() {
        return running;
    }

    NodeState state() {
        return state;
    }

    SimulatedHost host() {
        return host;
    }

    SimulatedCoordinator coordinator() {
        return coordinator;
    }

    SimulatedActions actions() {
        return actions;
    }

    long epochMillis() {
        return simulation.now() + clockSkew;
    }

    // ---- life

    void begin(Set<String> currentMembers, String[] currentOwners, long version) {
        running = true;
        members = new TreeSet<>(currentMembers);
        membersVersion = version;
        System.arraycopy(currentOwners, 0, owners, 0, owners.length);
        Arrays.fill(ownerVersions, version);
        become(NodeState.READY);
        wake();
        after(simulation.between(0, Simulation.SWEEP), this::sweep);
    }

    void end() {
        running = false;
        List.copyOf(atEnd).forEach(Runnable::run);
    }

    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Unless this node has ended by then. */
    void after(long delay, Runnable action) {
        simulation.after(delay, () -> {
            if (running) {
                action.run();
            }
        });
    }

    void leave() {
        simulation.trace(id, "LEAVES");
        long deadline = simulation.now() + DRAIN;
        become(NodeState.DRAINING);
        wake();
        after(simulation.between(5, 300), () -> {
            boolean demoted =
                    !view().readyNodes().isEmpty() && simulation.membership().demote(id);
            awaitPartitions(demoted, deadline, simulation.now() + DRAIN / 2);
        });
    }

    private void awaitPartitions(boolean demoted, long deadline, long patience) {
        if (demoted && simulation.now() < patience && !simulation.membership().ownsNothing(id)) {
            after(20, () -> awaitPartitions(true, deadline, patience));
            return;
        }
        become(NodeState.EVICTING);
        wake();
        after(simulation.between(5, 300), () -> awaitEmpty(deadline));
    }

    private void awaitEmpty(long deadline) {
        boolean late = simulation.now() >= deadline;
        if (!host.isEmpty()) {
            if (late || view().readyNodes().isEmpty()) {
                host.stopAll();
            }
            if (simulation.now() < deadline + 1_000) {
                after(20, () -> awaitEmpty(deadline));
                return;
            }
        }
        become(NodeState.ABSENT);
        after(150, () -> {
            simulation.trace(id, "LEFT");
            simulation.gone(this);
            simulation.membership().left(id);
        });
    }

    // ---- what it knows of the others

    private void become(NodeState newState) {
        state = newState;
        stateVersion++;
        simulation.trace(id, newState);
        exchange();
    }

    private void exchange() {
        for (String member : members) {
            if (!member.equals(id)) {
                tell(member);
            }
        }
        heard.keySet().retainAll(members);
    }

    private void tell(String member) {
        Heard own = new Heard(state, stateVersion);
        simulation.after(simulation.hop(), () -> {
            SimulatedNode other = simulation.node(member);
            if (other.running) {
                other.learn(id, own);
                Heard answer = new Heard(other.state, other.stateVersion);
                after(simulation.hop(), () -> learn(member, answer));
            }
        });
    }

    private void learn(String node, Heard news) {
        Heard known = heard.get(node);
        if (known == null || known.version() < news.version()) {
            heard.put(node, news);
            onEvent();
        }
    }

    void membersChanged(Set<String> now, long version) {
        if (running && version > membersVersion) {
            members = now;
            membersVersion = version;
            onEvent();
        }
    }

    void ownerChanged(int partition, String owner, long version) {
        if (running && version > ownerVersions[partition]) {
            owners[partition] = owner;
            ownerVersions[partition] = version;
            onEvent();
        }
    }

    private void onEvent() {
        if (!simulation.eventsSuppressed) {
            wake();
        }
    }

    ClusterView view() {
        Map<String, NodeState> states = new HashMap<>();
        heard.forEach((node, news) -> states.put(node, news.state()));
        states.put(id, state);
        return new ClusterView(
                id, members, states, name -> owners[Membership.partitionOf(name)], simulation.now() - tableChangedAt());
    }

    private long tableChangedAt() {
        Object table = List.of(members, Arrays.toString(owners));
        if (!table.equals(lastTable)) {
            lastTable = table;
            tableChangedAt = simulation.now();
        }
        return tableChangedAt;
    }

    String coordinatorOf(String name) {
        int partition = Membership.partitionOf(name);
        return view().coordinatorOf(Integer.toString(partition), owners[partition]);
    }

    // ---- reconcile

    void wake() {
        if (!reconciling) {
            reconciling = true;
            after(GATHER, () -> reconcile());
        } else {
            woken = true;
        }
    }

    private void sweep() {
        exchange();
        wake();
        after(Simulation.SWEEP, this::sweep);
    }

    /** Reads as the real loop does: the view and the children first, then the records. */
    private void reconcile() {
        woken = false;
        ClusterView view = view();
        List<LocalChild> children = host.snapshot();
        Set<Integer> mine = new TreeSet<>();
        for (int partition = 0; partition < owners.length; partition++) {
            if (id.equals(view.coordinatorOf(Integer.toString(partition), owners[partition]))) {
                mine.add(partition);
            }
        }
        after(simulation.hop(), () -> {
            List<ChildRecord> coordinated = simulation.records().stream()
                    .filter(record -> mine.contains(Membership.partitionOf(record.name())))
                    .toList();
            after(simulation.hop(), () -> decide(view, children, coordinated));
        });
    }

    private void decide(ClusterView view, List<LocalChild> children, List<ChildRecord> coordinated) {
        Set<String> names = new HashSet<>();
        children.forEach(child -> names.add(child.name()));
        List<ChildRecord> hosted = simulation.records().stream()
                .filter(record -> id.equals(record.host()) || names.contains(record.name()))
                .toList();
        ReconcileInput input = new ReconcileInput(
                view,
                coordinated,
                hosted,
                children,
                actions.moving(),
                overdue(coordinated, hosted),
                epochMillis(),
                new ReconcileInput.Limits(Simulation.STABLE_AFTER, Simulation.MAX_MOVES, TOMBSTONE));
        List<Action> decided = Reconciler.decide(input);
        for (Action action : decided) {
            simulation.trace(id, "decides", action);
        }
        after(simulation.hop(), () -> actions.run(decided, view));
        if (view.stableMillis() < Simulation.STABLE_AFTER || !unclaimed.isEmpty()) {
            after(Simulation.STABLE_AFTER / 4, this::wake);
        }
        reconciling = false;
        if (woken) {
            wake();
        }
    }

    private Set<String> overdue(List<ChildRecord> coordinated, List<ChildRecord> hosted) {
        long now = simulation.now();
        Map<String, Unclaimed> seen = new HashMap<>();
        Set<String> overdue = new HashSet<>();
        for (List<ChildRecord> records : List.of(coordinated, hosted)) {
            for (ChildRecord record : records) {
                if (record.phase() != Phase.RELEASED && record.phase() != Phase.STARTING) {
                    continue;
                }
                Unclaimed before = unclaimed.get(record.name());
                Unclaimed after = before != null && before.revision() == record.revision()
                        ? before
                        : new Unclaimed(record.revision(), now);
                seen.put(record.name(), after);
                if (now - after.since() >= OVERDUE) {
                    overdue.add(record.name());
                }
            }
        }
        unclaimed.clear();
        unclaimed.putAll(seen);
        return overdue;
    }
}
