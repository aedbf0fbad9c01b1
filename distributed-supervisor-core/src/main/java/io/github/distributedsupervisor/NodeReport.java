package io.github.distributedsupervisor;

import java.util.Map;

/**
 * What this node knows about itself, without asking anybody.
 *
 * @param node the node
 * @param leaving whether it gives its children away or has done so, and takes no others
 * @param children those that it hosts, and those that run nowhere but that it decides about
 * @param waitingMessages how many messages wait for its children, by type
 */
public record NodeReport(
        SupervisorNode node, boolean leaving, ChildCounts children, Map<String, Long> waitingMessages) {

    /** Copies the map. */
    public NodeReport {
        waitingMessages = Map.copyOf(waitingMessages);
    }
}
