package io.github.distributedsupervisor;

import java.util.Locale;

/**
 * How many nodes must reach each other for children to run. Below it a node starts nothing and stops what it runs; the
 * records stay. Immutable.
 *
 * <p>{@link #majority} counts against the most nodes that were together: a node that leaves in good order is counted no
 * more, one that is lost still is. So of two nodes the death of either stops the other. A fixed number protects only if it
 * is more than half of the nodes there can ever be.
 */
public final class Quorum {

    private static final Quorum OFF = new Quorum(1, false);
    private static final Quorum MAJORITY = new Quorum(0, true);

    private final int nodes;
    private final boolean followsElectorate;

    private Quorum(int nodes, boolean followsElectorate) {
        this.nodes = nodes;
        this.followsElectorate = followsElectorate;
    }

    /**
     * A node needs no other. When the network splits, each side runs all children until it heals.
     *
     * @return the default
     */
    public static Quorum off() {
        return OFF;
    }

    /**
     * A fixed number.
     *
     * @param nodes how many, this one included; 1 is {@link #off}
     * @return such a quorum
     */
    public static Quorum atLeast(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("a quorum is at least 1 node, but is " + nodes);
        }
        return nodes == 1 ? OFF : new Quorum(nodes, false);
    }

    /**
     * More than half of the most nodes that were together.
     *
     * @return such a quorum
     */
    public static Quorum majority() {
        return MAJORITY;
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text {@code majority} or a number
     * @return that quorum
     */
    public static Quorum parse(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        if (trimmed.equals("majority")) {
            return MAJORITY;
        }
        if (!trimmed.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a quorum is 'majority' or a number of nodes, but is '" + text + "'");
        }
        return atLeast(Integer.parseInt(trimmed));
    }

    /**
     * Whether a node needs others.
     *
     * @return false for {@link #off}
     */
    public boolean isOn() {
        return this != OFF;
    }

    /**
     * How many nodes that is.
     *
     * @param electorate the most nodes that were together, less those that left in good order
     * @return at least 1
     */
    public int needed(int electorate) {
        return followsElectorate ? Math.max(0, electorate) / 2 + 1 : nodes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quorum quorum && quorum.nodes == nodes && quorum.followsElectorate == followsElectorate;
    }

    @Override
    public int hashCode() {
        return followsElectorate ? -1 : nodes;
    }

    @Override
    public String toString() {
        return followsElectorate ? "majority" : Integer.toString(nodes);
    }
}
