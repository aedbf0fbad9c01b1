package io.github.distributedsupervisor.internal.registry;

import org.jspecify.annotations.Nullable;

/**
 * What is held against a child because nodes died while it was starting on them, or right after. Part of its record, so
 * that it outlives the nodes it speaks of.
 *
 * @param deaths how many nodes have died so since the child last ran well
 * @param node the last of them; null when there is none
 * @param ranMillis how long it had run there by then; 0 when it had not begun to
 * @param trusted whether it came from a node where it ran well: the next death is not held against it
 */
public record Suspicion(int deaths, @Nullable String node, long ranMillis, boolean trusted) {

    /** Nothing is. */
    public static final Suspicion NONE = new Suspicion(0, null, 0, false);

    /** It has left a node where it ran well. */
    public static final Suspicion TRUSTED = new Suspicion(0, null, 0, true);

    /** Who has run for so long has run well: a node that dies later has not died of the start. */
    public static final long WELL_MILLIS = 2_000;

    /** The death of a node is noticed so much later. */
    public static final long NOTICE_MILLIS = 1_000;

    /** A node has died. That the child has outrun its last run refutes what was held against it before. */
    Suspicion died(String deadNode, long newRanMillis) {
        boolean again = newRanMillis < watchMillis();
        return new Suspicion(again ? deaths + 1 : 1, deadNode, newRanMillis, false);
    }

    /** Who runs for longer than that does not do again what it is suspected of. */
    public long watchMillis() {
        return ranMillis + NOTICE_MILLIS;
    }

    /** Trust is used up by one start. */
    Suspicion withoutTrust() {
        return trusted ? NONE : this;
    }
}
