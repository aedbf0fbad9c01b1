package io.github.distributedsupervisor.internal.cluster;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether the children of lost nodes may be given out: what the nodes say that were asked. They must be a quorum, and none
 * may know of a lost node that could still run children. For one thread.
 */
final class Takeover {

    private final Set<String> running = new HashSet<>();
    private int answers;
    private long holdMillis;

    /**
     * A node, perhaps this one, has answered.
     *
     * @param newer the children in question of which it runs a newer instance
     * @param hold for how long a node may still run children that the one which asks does not see any more, as far as the
     *     one that answers knows; 0 when there is none
     */
    void answered(Set<String> newer, long hold) {
        answers++;
        running.addAll(newer);
        holdMillis = Math.max(holdMillis, hold);
    }

    boolean enough(int needed) {
        return answers >= needed;
    }

    /** How long to wait before they are all asked again; 0 to go on. */
    long holdMillis() {
        return holdMillis;
    }

    /** Whether nobody runs the child. */
    boolean isFree(String name) {
        return !running.contains(name);
    }
}
