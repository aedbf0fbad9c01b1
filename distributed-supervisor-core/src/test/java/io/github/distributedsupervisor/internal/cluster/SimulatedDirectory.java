package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a simulated node believes of the others, by the rules of the real directory. */
final class SimulatedDirectory {

    private final SimulatedNode node;
    private final Simulation simulation;
    private final Map<String, Announcement> others = new TreeMap<>();
    private final String[] owners = new String[Simulation.PARTITIONS];
    private final long[] ownerVersions = new long[Simulation.PARTITIONS];
    private Set<String> members = Set.of();
    private long membersVersion;
    private NodeState state = NodeState.ABSENT;
    private long stateVersion;
    private long tableChangedAt;

    /** What a node says about itself. */
    record Announcement(String node, NodeState state, long version, Electors electors) {}

    SimulatedDirectory(SimulatedNode node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
    }

    NodeState state() {
        return state;
    }

    Set<String> members() {
        return members;
    }

    boolean isMember(String id) {
        return members.contains(id);
    }

    Announcement own() {
        return new Announcement(node.id(), state, stateVersion, node.mandate().electors());
    }

    /** It is in a cluster, for the first time or by another id than before. */
    void enter(Set<String> currentMembers, String[] currentOwners, long version) {
        members = new TreeSet<>(currentMembers);
        membersVersion = version;
        System.arraycopy(currentOwners, 0, owners, 0, owners.length);
        Arrays.fill(ownerVersions, version);
        others.clear();
        tableChangedAt = simulation.now();
    }

    /** @param then runs when all have answered or are out of reach */
    void become(NodeState newState, Runnable then) {
        state = newState;
        stateVersion++;
        simulation.trace(node.id(), newState);
        exchange(then);
    }

    void exchange(Runnable then) {
        others.keySet().retainAll(members);
        meet(false);
        Announcement own = own();
        int[] missing = {1};
        Runnable one = () -> {
            if (--missing[0] == 0) {
                meet(true);
                then.run();
            }
        };
        for (String member : members) {
            if (!member.equals(node.id())) {
                missing[0]++;
                Consumer<Announcement> answered = answer -> {
                    learn(answer);
                    one.run();
                };
                simulation.network.<Announcement>ask(
                        node,
                        member,
                        (receiver, reply) -> {
                            receiver.directory().learn(own);
                            reply.accept(receiver.directory().own());
                        },
                        answered,
                        one);
            }
        }
        one.run();
    }

    private void learn(Announcement news) {
        if (news.node().equals(node.id())) {
            return;
        }
        Announcement known = others.get(news.node());
        node.mandate().learn(news.electors());
        if (known == null || known.version() < news.version()) {
            others.put(news.node(), news);
            if (news.state() == NodeState.ABSENT && known != null && known.state() != NodeState.ABSENT) {
                node.mandate().left(news.node(), news.version());
            }
            onEvent();
        }
    }

    /** The other nodes that confirm leases. */
    Set<String> electors() {
        Set<String> electors = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (String member : members) {
            Announcement known = member.equals(node.id()) ? own() : others.get(member);
            if (known != null && known.state() != NodeState.ABSENT) {
                electors.add(member);
            } else if (known == null) {
                silent.add(member);
            }
        }
        boolean counts = simulation.uses(Mitigation.ELECTORATE)
                || node.mandate().electors().size() < Simulation.FIRST_NODES;
        if (counts) {
            node.mandate().together(electors, silent, members);
        }
        electors.remove(node.id());
        meet(false);
        return electors;
    }

    private void meet(boolean informed) {
        Set<String> found = new TreeSet<>(members);
        found.remove(node.id());
        found.removeIf(
                member -> others.containsKey(member) && others.get(member).state() == NodeState.ABSENT);
        if (simulation.uses(Mitigation.BEFORE_IT_CAME)) {
            node.mandate().meets(found, members, informed && state != NodeState.ABSENT);
        }
    }

    boolean hasSeen(long version) {
        return membersVersion >= version;
    }

    void membersChanged(Set<String> now, long version) {
        if (version > membersVersion && now.contains(node.id())) {
            simulation.trace(node.id(), "sees", now);
            if (!members.equals(now)) {
                tableChangedAt = simulation.now();
            }
            members = now;
            membersVersion = version;
            onEvent();
        }
    }

    /** @param known the news of members that come before: a partition moves when all know who is there */
    void ownerChanged(int partition, String owner, long version, long known) {
        if (membersVersion < known) {
            node.after(5, () -> ownerChanged(partition, owner, version, known));
        } else if (version > ownerVersions[partition]) {
            if (!owner.equals(owners[partition])) {
                tableChangedAt = simulation.now();
            }
            owners[partition] = owner;
            ownerVersions[partition] = version;
            onEvent();
        }
    }

    private void onEvent() {
        if (!simulation.eventsSuppressed) {
            node.loop().wake();
        }
    }

    ClusterView view() {
        Map<String, NodeState> states = new HashMap<>();
        others.forEach((other, news) -> states.put(other, news.state()));
        states.put(node.id(), state);
        return new ClusterView(
                node.id(),
                members,
                states,
                name -> owners[Simulation.partitionOf(name)],
                simulation.now() - tableChangedAt);
    }

    /** Null while nobody is known. */
    String ownerOf(int partition) {
        return owners[partition];
    }

    String coordinatorOf(String name) {
        int partition = Simulation.partitionOf(name);
        return view().coordinatorOf(Integer.toString(partition), owners[partition]);
    }
}
