package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself to the others.
 *
 * @param node the member's id
 * @param name the node's name for people
 * @param state whether it takes children
 * @param children how many it has
 * @param settings what must be the same on all nodes, as text
 * @param version grows with each change, so that a late announcement does not undo a newer one
 * @param electors what a majority is counted against, as far as the node knows
 * @param types the types of children that it can run; null when it does not say, then all
 */
public record Announcement(
        String node,
        String name,
        NodeState state,
        int children,
        String settings,
        long version,
        Electors electors,
        @Nullable Set<String> types) {

    /** Of a node that runs every type. */
    public Announcement(
            String node, String name, NodeState state, int children, String settings, long version, Electors electors) {
        this(node, name, state, children, settings, version, electors, null);
    }
}
