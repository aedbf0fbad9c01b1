package io.github.distributedsupervisor.test.internal.witness;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a child: from right before its object is made to right after it is disposed of.
 *
 * @param name the child
 * @param incarnation of the instance
 * @param node where it lived
 * @param start in nanoseconds since the cluster began
 * @param end likewise, or null while it lives
 */
public record Life(
        String name,
        long incarnation,
        int node,
        long start,
        @Nullable Long end) {

    /** Whether the instance lives. */
    public boolean open() {
        return end == null;
    }

    long endOr(long now) {
        return end == null ? now : end;
    }

    /** For people. */
    @Override
    public String toString() {
        String until = end == null ? "lives" : "until " + time(end);
        return "incarnation " + incarnation + " on node " + node + " (from " + time(start) + ", " + until + ")";
    }

    static String time(long nanos) {
        return "%.3f s".formatted(nanos / 1e9);
    }
}
