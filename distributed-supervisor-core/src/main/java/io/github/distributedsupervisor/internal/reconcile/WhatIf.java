package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.PlacementExplanation.Reason;
import io.github.distributedsupervisor.internal.placement.PartitionOwnerPlacement;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a child belongs, why, and where it would belong if a node were lost: asked of the same placement that decides it.
 *
 * @param belongs null when no node can take the child
 * @param reason why
 * @param ifLost for each node that takes children, where the child would belong without it; null values for nowhere
 */
public record WhatIf(@Nullable String belongs, Reason reason, Map<String, @Nullable String> ifLost) {

    /**
     * For one child.
     *
     * @param host where it runs now, or null
     * @param replicas the members that keep the partition of its name, in the order in which they become its owner
     */
    public static WhatIf of(StoredSpec spec, @Nullable String host, ClusterView view, List<String> replicas) {
        String belongs = new Placer(view).choose(spec, host);
        Map<String, @Nullable String> ifLost = new LinkedHashMap<>();
        for (String node : view.readyNodes()) {
            ClusterView rest = without(node, view, replicas);
            ifLost.put(node, new Placer(rest).choose(spec, node.equals(host) ? null : host));
        }
        return new WhatIf(belongs, reason(spec, belongs, view), ifLost);
    }

    private static Reason reason(StoredSpec spec, @Nullable String belongs, ClusterView view) {
        if (belongs == null) {
            boolean unknown =
                    !view.readyNodes().isEmpty() && view.nodesFor(spec.type()).isEmpty();
            return unknown ? Reason.TYPE_NOWHERE : Reason.NOWHERE;
        }
        if (spec.pin() != null && view.factsOf(belongs).isCalled(spec.pin().node())) {
            return Reason.PINNED;
        }
        if (view.strategy() != PartitionOwnerPlacement.INSTANCE) {
            return Reason.STRATEGY;
        }
        String owner = view.ownerOf().apply(spec.name());
        if (belongs.equals(owner)) {
            return Reason.PARTITION_OWNER;
        }
        return view.ready(owner) ? Reason.TYPE_ELSEWHERE : Reason.DEPUTY;
    }

    /** The cluster as it would be right after a node was lost: the first backup owns what that owned. */
    private static ClusterView without(String lost, ClusterView view, List<String> replicas) {
        Set<String> members = new TreeSet<>(view.members());
        members.remove(lost);
        Map<String, NodeState> states = new HashMap<>(view.states());
        states.remove(lost);
        Function<String, @Nullable String> ownerOf = name -> {
            String owner = view.ownerOf().apply(name);
            return lost.equals(owner)
                    ? replicas.stream().filter(members::contains).findFirst().orElse(null)
                    : owner;
        };
        return new ClusterView(
                view.self(), members, states, ownerOf, view.stableMillis(), view.facts(), view.strategy());
    }
}
