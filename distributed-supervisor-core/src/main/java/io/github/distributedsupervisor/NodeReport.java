package io.github.distributedsupervisor;

import java.util.Map;
import java.util.Set;

/**
 * What this node knows about itself, without asking anybody.
 *
 * @param node the node
 * @param leaving whether it gives its children away or has done so, and takes no others
 * @param lease whether it may run children
 * @param children those that it hosts, and those that run nowhere but that it decides about
 * @param waitingMessages how many messages wait for its children, by type
 * @param types the types of children that it can run
 */
public record NodeReport(
        SupervisorNode node,
        boolean leaving,
        Lease lease,
        ChildCounts children,
        Map<String, Long> waitingMessages,
        Set<String> types) {

    /**
     * Whether the node may run children, and how many nodes must agree to that.
     *
     * @param held false while too few other nodes confirm it, or before it has joined: then its children do nothing
     * @param needed how many nodes that is with this one; 1 without a {@link Quorum}
     * @param electorate what a majority is counted against: the most nodes that were together, less those that left in order
     */
    public record Lease(boolean held, int needed, int electorate) {}

    /** Copies the collections. */
    public NodeReport {
        waitingMessages = Map.copyOf(waitingMessages);
        types = Set.copyOf(types);
    }
}
