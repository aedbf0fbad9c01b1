package io.github.distributedsupervisor;

import java.util.Objects;

/**
 * The node that a child was given. It is kept when that node dies and comes back.
 *
 * @param node the name or the address of the node, as {@link SupervisorNode} tells them
 * @param required whether the child waits for its node while that is away; otherwise it runs elsewhere meanwhile and
 *     goes back when the node returns
 */
public record NodePin(String node, boolean required) {

    private static final int LONGEST = 500;

    /** Checks that there is a node. */
    public NodePin {
        Objects.requireNonNull(node, "node");
        if (node.isBlank() || node.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a node is named by 1 to " + LONGEST + " characters, but was '" + node + "'");
        }
    }
}
