package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Announcement;
import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeFacts;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What this node has to say of itself, and the last that it has heard of each of the others. Any thread. */
final class KnownNodes {

    private final HazelcastInstance hazelcast;
    private final PartitionTable partitions;
    private final NodeIdentity identity;
    private final Mandate mandate;
    private final Set<String> types;
    private final Time time;
    private final ConcurrentMap<String, Announcement> others = new ConcurrentHashMap<>();
    private final Set<String> withoutSupervisor = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> placed = new ConcurrentHashMap<>();
    private volatile NodeState state = NodeState.ABSENT;
    private volatile long version;
    private volatile IntSupplier children = () -> 0;

    KnownNodes(
            HazelcastInstance hazelcast,
            PartitionTable partitions,
            NodeIdentity identity,
            Mandate mandate,
            Set<String> types,
            Time time) {
        this.hazelcast = hazelcast;
        this.partitions = partitions;
        this.identity = identity;
        this.mandate = mandate;
        this.types = types;
        this.time = time;
    }

    // ---- this node

    String self() {
        return partitions.self();
    }

    NodeState state() {
        return state;
    }

    synchronized void become(NodeState newState) {
        state = newState;
        version = Math.max(version + 1, time.epochMillis());
    }

    void countsChildrenBy(IntSupplier count) {
        this.children = count;
    }

    synchronized Announcement own() {
        Member local = local();
        return new Announcement(
                self(),
                identity.nameOf(local),
                state,
                children.getAsInt(),
                identity.settingsText(),
                version,
                mandate.electors(),
                types);
    }

    SupervisorNode describeSelf() {
        return NodeIdentity.describe(local(), own());
    }

    // ---- the others

    Collection<Announcement> others() {
        return others.values();
    }

    @Nullable
    Announcement of(String id) {
        return id.equals(self()) ? own() : others.get(id);
    }

    /**
     * Keeps the newest that a node has said.
     *
     * @return what was known of it before; null when nothing was
     */
    @Nullable
    Announcement learn(Announcement announcement) {
        AtomicReference<@Nullable Announcement> known = new AtomicReference<>();
        others.merge(announcement.node(), announcement, (old, fresh) -> {
            known.set(old);
            return fresh.version() >= old.version() ? fresh : old;
        });
        placed.remove(announcement.node());
        return known.get();
    }

    /**
     * That member has no such supervisor.
     *
     * @return whether it had one
     */
    boolean learnNoneAt(String member) {
        withoutSupervisor.add(member);
        return others.remove(member) != null;
    }

    /** Whether that member has said that it has no such supervisor. */
    boolean isNoneAt(String member) {
        return withoutSupervisor.contains(member);
    }

    /**
     * Forgets nodes that are no members any more.
     *
     * @return those
     */
    Set<String> retain(Set<String> members) {
        withoutSupervisor.retainAll(members);
        Set<String> gone = new HashSet<>(others.keySet());
        gone.removeAll(members);
        gone.removeIf(node -> others.remove(node) == null);
        return gone;
    }

    // ---- all

    /** Counts children that are given to a node, until that node says how many it has. */
    void placed(String node, int count) {
        placed.merge(node, count, Integer::sum);
    }

    /** This node is about to say how many it has. */
    void counted() {
        placed.remove(self());
    }

    Map<String, NodeState> states() {
        Map<String, NodeState> states = new HashMap<>();
        others.forEach((node, announcement) -> states.put(node, announcement.state()));
        states.put(self(), state);
        return states;
    }

    Map<String, NodeFacts> facts() {
        Map<String, NodeFacts> facts = new HashMap<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            String id = idOf(member);
            Announcement announcement = of(id);
            if (announcement != null) {
                int count = announcement.children() + placed.getOrDefault(id, 0);
                facts.put(
                        id,
                        new NodeFacts(
                                announcement.name(), NodeIdentity.addressOf(member), count, announcement.types()));
            }
        }
        return facts;
    }

    /** All nodes that take or still have children, in the order they joined. */
    List<SupervisorNode> describe() {
        List<SupervisorNode> nodes = new ArrayList<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            Announcement announcement = of(idOf(member));
            if (announcement != null && announcement.state() != NodeState.ABSENT) {
                nodes.add(NodeIdentity.describe(member, announcement));
            }
        }
        return nodes;
    }

    /** The member of that id, whether it is such a node or not. */
    Optional<SupervisorNode> describe(String id) {
        for (Member member : hazelcast.getCluster().getMembers()) {
            if (idOf(member).equals(id)) {
                Announcement announcement = of(id);
                return Optional.of(
                        NodeIdentity.describe(member, announcement != null ? announcement : nothingSaidBy(member)));
            }
        }
        return Optional.empty();
    }

    private static Announcement nothingSaidBy(Member member) {
        String name = NodeIdentity.addressOf(member);
        return new Announcement(idOf(member), name, NodeState.ABSENT, 0, "", 0, Electors.NONE);
    }

    private static String idOf(Member member) {
        return member.getUuid().toString();
    }

    private Member local() {
        return hazelcast.getCluster().getLocalMember();
    }
}
