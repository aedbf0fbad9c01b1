package io.github.distributedsupervisor.test.internal.witness;

import org.jspecify.annotations.Nullable;

/**
 * A time in which two nodes did not know of each other.
 *
 * @param one a node
 * @param other another
 * @param cause why
 * @param since when they were parted
 * @param until when the cluster was one again and had settled, or null while it has not
 */
public record Apart(
        int one,
        int other,
        Cause cause,
        long since,
        @Nullable Long until) {

    /** Why two nodes do not know of each other. */
    public enum Cause {
        /** The network between them is cut. */
        PARTITION,
        /** One of them stands still. */
        PAUSE
    }

    boolean covers(Life life, Life other, long from, long to) {
        boolean pair =
                life.node() == one && other.node() == this.other || life.node() == this.other && other.node() == one;
        return pair && since <= from && (until == null || to <= until);
    }
}
