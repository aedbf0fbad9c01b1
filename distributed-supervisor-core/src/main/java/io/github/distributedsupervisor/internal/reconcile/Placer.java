package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.PlacementStrategy.Candidate;
import io.github.distributedsupervisor.internal.placement.PartitionOwnerPlacement;
import io.github.distributedsupervisor.internal.placement.Placement;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where children belong, in one pass of decisions. It counts the moves that were decided so far. The other coordinators
 * see the same loads and decide alike about their names, so each move counts for as many as there are of them: together
 * they then move about as many as are to be moved, not each of them all.
 */
final class Placer {

    private final ClusterView view;
    private final Set<String> ready;
    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<String, Set<String>> able = new HashMap<>();

    Placer(ClusterView view) {
        this.view = view;
        this.ready = view.readyNodes();
        ready.forEach(node -> loads.put(node, view.factsOf(node).children()));
    }

    /** The node for a child; null when none can take it now. */
    @Nullable
    String choose(StoredSpec spec, @Nullable String current) {
        Set<String> eligible = able.computeIfAbsent(spec.type(), view::nodesFor);
        NodePin pin = spec.pin();
        if (pin != null) {
            for (String node : eligible) {
                if (view.factsOf(node).isCalled(pin.node())) {
                    return node;
                }
            }
            if (pin.required()) {
                return null;
            }
        }
        String owner = view.ownerOf().apply(spec.name());
        boolean byPartition = view.strategy() == PartitionOwnerPlacement.INSTANCE;
        return byPartition || eligible.isEmpty()
                ? Placement.choose(spec.name(), owner, eligible)
                : askStrategy(spec, owner, current, eligible);
    }

    private @Nullable String askStrategy(
            StoredSpec spec, @Nullable String owner, @Nullable String current, Set<String> eligible) {
        List<Candidate> candidates = new ArrayList<>();
        for (String node : eligible) {
            candidates.add(new Candidate(node, view.factsOf(node).name(), loads.getOrDefault(node, 0)));
        }
        PlacementStrategy.Request request = new PlacementStrategy.Request(
                spec.name(),
                spec.type(),
                owner != null && eligible.contains(owner) ? owner : null,
                current != null && eligible.contains(current) ? current : null,
                List.copyOf(candidates));
        @Nullable String chosen;
        try {
            chosen = view.strategy().choose(request);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            chosen = null; // user code: what it says is worth no more than its default
        }
        return chosen != null && eligible.contains(chosen) ? chosen : Placement.choose(spec.name(), owner, eligible);
    }

    /** A move, or a start when there is no node it comes from, was decided. */
    void moved(@Nullable String from, String to) {
        if (from != null) {
            loads.computeIfPresent(from, (node, load) -> Math.max(0, load - ready.size()));
        }
        loads.computeIfPresent(to, (node, load) -> load + ready.size());
    }

    boolean anyReady() {
        return !ready.isEmpty();
    }
}
