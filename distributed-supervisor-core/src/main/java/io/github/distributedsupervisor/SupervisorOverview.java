package io.github.distributedsupervisor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cluster at a glance.
 *
 * @param nodes the nodes, in the order they joined, and how many children each hosts; -1 when it did not answer
 * @param children how many children there are in all, on the nodes that answered
 * @param unreachable names of the nodes that did not answer in time
 */
public record SupervisorOverview(Map<SupervisorNode, Long> nodes, ChildCounts children, List<String> unreachable) {

    /** Copies the collections. */
    public SupervisorOverview {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        unreachable = List.copyOf(unreachable);
    }
}
