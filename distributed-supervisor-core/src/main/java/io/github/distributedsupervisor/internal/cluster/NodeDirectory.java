package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DifferentSettingsException;
import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Announcement;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes run this supervisor and what they say about themselves. Nodes announce each change to all members and repeat
 * it with each sweep; nothing depends on a membership event.
 *
 * <p>What is learnt, announced and told to the mandate is here together, because it must come from the same reading of the
 * others.
 */
public final class NodeDirectory {

    private final HazelcastInstance hazelcast;
    private final PartitionTable partitions;
    private final Transport transport;
    private final NodeEvents events;
    private final PlacementStrategy strategy;
    private final NodeIdentity identity;
    private final Mandate mandate;
    private final KnownNodes known;
    private volatile Runnable onChange = () -> {};
    private volatile Consumer<String> onEmptied = node -> {};
    private volatile Consumer<String> onGone = node -> {};

    /** What the directory needs. */
    public record Parts(
            HazelcastInstance hazelcast,
            NodeIdentity identity,
            Transport transport,
            NodeEvents events,
            PlacementStrategy strategy,
            Mandate mandate,
            Set<String> types) {

        public Parts {
            types = Set.copyOf(types);
        }
    }

    public NodeDirectory(Parts parts, Time time) {
        this.hazelcast = parts.hazelcast();
        this.partitions = new PartitionTable(hazelcast, time);
        this.transport = parts.transport();
        this.events = parts.events();
        this.strategy = parts.strategy();
        this.identity = parts.identity();
        this.mandate = parts.mandate();
        this.known = new KnownNodes(hazelcast, partitions, identity, mandate, parts.types(), time);
    }

    void onChange(Runnable newOnChange) {
        this.onChange = newOnChange;
    }

    /** Tells of each node that has given all its children away, before it shuts down. */
    public void onEmptied(Consumer<String> newOnEmptied) {
        this.onEmptied = newOnEmptied;
    }

    /** Tells of each node that is no member any more. */
    public void onGone(Consumer<String> newOnGone) {
        this.onGone = newOnGone;
    }

    /** Tells how many children this node has. */
    public void countsChildrenBy(IntSupplier count) {
        known.countsChildrenBy(count);
    }

    /** Counts a child that was given to a node, until that node says how many it has. */
    void placed(String node) {
        // the other coordinators place about as many at the same time
        known.placed(node, Math.max(1, view().readyNodes().size()));
    }

    PartitionTable partitions() {
        return partitions;
    }

    public String self() {
        return partitions.self();
    }

    Set<String> members() {
        return partitions.members();
    }

    /** Whether a member of that id is in the cluster. */
    public boolean isMember(String id) {
        return partitions.members().contains(id);
    }

    NodeState state() {
        return known.state();
    }

    /** Changes what this node says about itself; completes when all others know or are out of reach. */
    CompletableFuture<@Nullable Void> become(NodeState newState) {
        known.become(newState);
        return exchange();
    }

    /** Tells all members and learns from their answers. */
    CompletableFuture<@Nullable Void> exchange() {
        String self = self();
        known.counted();
        Announcement own = own();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (String member : partitions.members()) {
            if (!member.equals(self)) {
                answers.add(transport
                        .control(member, Control.announce(own))
                        .handleAsync(
                                (reply, failure) -> {
                                    learn(member, reply);
                                    return true;
                                },
                                Runnable::run));
            }
        }
        prune();
        meet(false);
        announceUp(own);
        known.others().forEach(this::announceUp);
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenCompleteAsync((done, failure) -> meet(true), Runnable::run);
    }

    private void learn(String member, @Nullable ControlReply reply) {
        if (reply == null) {
            return;
        }
        Announcement announcement = reply.announcement();
        if (announcement != null) {
            learn(announcement);
        } else if (reply.status() == ControlReply.Status.NONE) {
            if (known.learnNoneAt(member)) {
                gone(member);
                onChange.run();
            }
        }
    }

    /** Refuses to be one of nodes that were told to do otherwise. */
    void requireSameSettings() {
        for (Announcement other : known.others()) {
            if (other.state() == NodeState.READY && !other.settings().equals(identity.settingsText())) {
                throw new DifferentSettingsException(other.name(), identity.differencesFrom(other.settings()));
            }
        }
    }

    /** Takes in what another node said; late news do not undo newer ones. */
    void learn(Announcement announcement) {
        if (announcement.node().equals(self())) {
            return;
        }
        Announcement before = known.learn(announcement);
        mandate.learn(announcement.electors());
        boolean changed = before == null || announcement.version() > before.version();
        if (changed) {
            if (announcement.state() == NodeState.ABSENT) {
                if (before != null && before.state() != NodeState.ABSENT) {
                    mandate.left(announcement.node(), announcement.version());
                }
                onEmptied.accept(announcement.node());
                gone(announcement.node());
            }
            announceUp(announcement);
            onChange.run();
        }
    }

    private void announceUp(Announcement announcement) {
        if (announcement.state() == NodeState.READY) {
            boolean fit = state() == NodeState.READY && (!announcement.node().equals(self()) || noOtherIsReady());
            synchronized (events) { // what another thread has just seen end must not come up again
                if (announcement.equals(known.of(announcement.node()))) {
                    nodeOf(announcement.node()).ifPresent(node -> events.ready(node, announcement.version(), fit));
                }
            }
        }
    }

    private boolean noOtherIsReady() {
        return known.others().stream().noneMatch(other -> other.state() == NodeState.READY);
    }

    /** Tells the others that this node is about to leave; completes when all know or are out of reach. */
    CompletableFuture<@Nullable Void> announceTermination(String reason, Map<String, ChildStatus> children) {
        Control request = Control.terminating(own(), reason, children);
        String self = self();
        return CompletableFuture.allOf(partitions.members().stream()
                .filter(member -> !member.equals(self))
                .map(member -> transport.control(member, request).handleAsync((reply, failure) -> true, Runnable::run))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Another node is about to leave. */
    void terminating(Announcement announcement, String reason, Map<String, ChildStatus> children) {
        nodeOf(announcement.node())
                .ifPresent(node -> events.terminating(node, announcement.version(), reason, children));
    }

    /** Forgets nodes that are no members any more. */
    void prune() {
        known.retain(partitions.members()).forEach(node -> {
            gone(node);
            onGone.accept(node);
        });
    }

    private void gone(String node) {
        events.gone(node, state() == NodeState.READY);
    }

    Announcement own() {
        return known.own();
    }

    /** The other nodes that have children or may get some, which are those that confirm leases. */
    Map<String, Address> electors() {
        Map<String, Address> electors = new HashMap<>();
        Set<String> present = new HashSet<>();
        Set<String> silent = new HashSet<>();
        Set<String> members = new HashSet<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            String id = member.getUuid().toString();
            members.add(id);
            Announcement announcement = known.of(id);
            if (announcement != null && announcement.state() != NodeState.ABSENT) {
                present.add(id);
                if (!member.localMember()) {
                    electors.put(id, member.getAddress());
                }
            } else if (announcement == null && !known.isNoneAt(id)) {
                silent.add(id);
            }
        }
        mandate.together(present, silent, members);
        meet(false);
        return electors;
    }

    /** @param informed whether all that answer have just said what they are */
    private void meet(boolean informed) {
        Set<String> others = new HashSet<>();
        Set<String> members = partitions.members();
        for (String member : members) {
            Announcement announcement = known.of(member);
            boolean none = announcement == null ? known.isNoneAt(member) : announcement.state() == NodeState.ABSENT;
            if (!none && !member.equals(self())) {
                others.add(member);
            }
        }
        mandate.meets(others, members, informed && state() != NodeState.ABSENT);
    }

    /** The cluster as this node sees it now. */
    public ClusterView view() {
        return new ClusterView(
                self(),
                partitions.members(),
                known.states(),
                partitions::ownerOf,
                partitions.stableMillis(),
                known.facts(),
                strategy);
    }

    /** Who decides about a name. */
    public @Nullable String coordinatorOf(String name) {
        return view().coordinatorOf(Integer.toString(partitions.partitionOf(name)), partitions.ownerOf(name));
    }

    public SupervisorNode localNode() {
        return known.describeSelf();
    }

    /** All nodes that take or still have children, in the order they joined. */
    public List<SupervisorNode> nodes() {
        return known.describe();
    }

    public Optional<SupervisorNode> nodeOf(String id) {
        return known.describe(id);
    }
}
