package io.github.distributedsupervisor;

import java.util.Map;
import java.util.Set;

/**
 * What this node knows about itself, without asking anybody.
 *
 * @param node the node
 * @param leaving whether it gives its children away or has done so, and takes no others
 * @param children those that it hosts, and those that run nowhere but that it decides about
 * @param waitingMessages how many messages wait for its children, by type
 * @param types the types of children that it can run
 */
public record NodeReport(
        SupervisorNode node,
        boolean leaving,
        ChildCounts children,
        Map<String, Long> waitingMessages,
        Set<String> types) {

    /** Copies the collections. */
    public NodeReport {
        waitingMessages = Map.copyOf(waitingMessages);
        types = Set.copyOf(types);
    }
}
