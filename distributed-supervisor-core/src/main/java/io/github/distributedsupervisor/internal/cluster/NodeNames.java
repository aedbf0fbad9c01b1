package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.NodeUnavailableException;
import io.github.distributedsupervisor.SupervisorNode;
import java.util.List;

/** Finds nodes that users name. */
public final class NodeNames {

    private NodeNames() {}

    /** The node as it is now, if it takes children. */
    public static SupervisorNode taking(List<SupervisorNode> nodes, SupervisorNode wanted) {
        return nodes.stream()
                .filter(each -> each.id().equals(wanted.id()) && !each.draining())
                .findFirst()
                .orElseThrow(() -> new NodeUnavailableException(
                        "node '" + wanted.name()
                                + "' takes no children now, so nothing was started or moved there; the nodes are "
                                + nodes,
                        null));
    }

    /** The node as it is now, draining or not. */
    public static SupervisorNode present(List<SupervisorNode> nodes, SupervisorNode wanted) {
        return nodes.stream()
                .filter(each -> each.id().equals(wanted.id()))
                .findFirst()
                .orElseThrow(() -> new NodeUnavailableException(
                        "node '" + wanted.name() + "' is gone; the nodes are " + nodes, null));
    }

    /** What a node is still called after a restart: its name, or its address when others have that name. */
    public static String lasting(List<SupervisorNode> nodes, SupervisorNode node) {
        boolean unique =
                nodes.stream().filter(each -> each.name().equals(node.name())).count() == 1;
        return unique ? node.name() : node.address();
    }
}
