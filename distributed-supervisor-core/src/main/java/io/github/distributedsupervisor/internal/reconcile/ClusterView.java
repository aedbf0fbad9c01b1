package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.placement.Placement;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as one node sees it at one moment.
 *
 * @param self this node
 * @param members all that are alive, whether they run the supervisor or not
 * @param states what the nodes of this supervisor said
 * @param ownerOf the member that owns the partition of a name, as this node sees it
 * @param stableMillis since when members and partitions are unchanged
 * @param facts what else is known of the nodes
 * @param strategy where children belong
 */
public record ClusterView(
        String self,
        Set<String> members,
        Map<String, NodeState> states,
        Function<String, @Nullable String> ownerOf,
        long stableMillis,
        Map<String, NodeFacts> facts,
        PlacementStrategy strategy) {

    /** A view of nodes of which nothing else is known, with the default placement. */
    public ClusterView(
            String self,
            Set<String> members,
            Map<String, NodeState> states,
            Function<String, @Nullable String> ownerOf,
            long stableMillis) {
        this(self, members, states, ownerOf, stableMillis, Map.of(), PlacementStrategy.partitionOwner());
    }

    NodeFacts factsOf(String node) {
        return facts.getOrDefault(node, NodeFacts.NONE);
    }

    public NodeState stateOf(String node) {
        return members.contains(node) ? states.getOrDefault(node, NodeState.ABSENT) : NodeState.ABSENT;
    }

    public boolean ready(@Nullable String node) {
        return node != null && stateOf(node) == NodeState.READY;
    }

    public boolean alive(@Nullable String node) {
        return node != null && members.contains(node);
    }

    /** The nodes that take children, in a fixed order. */
    public Set<String> readyNodes() {
        Set<String> ready = new TreeSet<>();
        for (String node : states.keySet()) {
            if (ready(node)) {
                ready.add(node);
            }
        }
        return ready;
    }

    /** Whether a node is about to leave. */
    boolean anyLeaves() {
        for (String node : states.keySet()) {
            NodeState state = stateOf(node);
            if (state == NodeState.DRAINING || state == NodeState.EVICTING) {
                return true;
            }
        }
        return false;
    }

    /** The nodes that can run children of a type and take children, in a fixed order. */
    public Set<String> nodesFor(String type) {
        Set<String> able = readyNodes();
        able.removeIf(node -> !factsOf(node).runs(type));
        return able;
    }

    /** Where a new child belongs now; null when no node can take it. */
    public @Nullable String placementOf(StoredSpec spec) {
        return new Placer(this).choose(spec, null);
    }

    /** Where a child of that name belongs, whatever its type. */
    public @Nullable String placementOfName(String name) {
        return placementOf(new StoredSpec("", name, new byte[0], Restart.PERMANENT, Shutdown.infinity()));
    }

    /**
     * Who decides about names of a partition: its owner when ready, else a deputy. When nobody is ready, a leaving node
     * still decides, so that the last one can put its children away.
     */
    public @Nullable String coordinatorOf(String partition, @Nullable String owner) {
        Set<String> candidates = readyNodes();
        if (candidates.isEmpty()) {
            candidates = new TreeSet<>(states.keySet());
            candidates.removeIf(node -> stateOf(node) == NodeState.ABSENT);
        }
        return Placement.choose(partition, owner, candidates);
    }
}
