package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.Action;
import io.github.distributedsupervisor.internal.reconcile.ReconcileInput;
import java.util.List;

/**
 * A process that has not run a child yet loads classes when the first one comes, for up to a second on a small machine. So
 * one comes alone, and the others run on where they are until it has begun here.
 */
final class FirstChild {

    /** A first one that does not begin does not make the others wait for longer. */
    private static final long LONGEST_MILLIS = 2_000;

    private static final long NEVER = Long.MIN_VALUE;

    private volatile boolean begun;
    private volatile long askedAt = NEVER;

    /** A child has begun here. */
    void begun() {
        begun = true;
    }

    /**
     * Whether others wait for one, and for how long: it is on its way already, by whomever it was asked for, or is asked for
     * now.
     *
     * @return as {@link #asked}
     */
    long decided(ReconcileInput input, List<Action> actions, long nowMillis) {
        boolean waited = input.arriving() > 0 || actions.stream().anyMatch(Action.RequestRelease.class::isInstance);
        return waited ? asked(nowMillis) : 0;
    }

    /**
     * A child is on its way, or asked for.
     *
     * @return after how many milliseconds more of them may come, whether it has begun or not; 0 when they may now
     */
    long asked(long nowMillis) {
        if (askedAt == NEVER) {
            askedAt = nowMillis;
        }
        return comesAlone(nowMillis) ? askedAt + LONGEST_MILLIS - nowMillis : 0;
    }

    /** Whether one child at most is to come now. */
    boolean comesAlone(long nowMillis) {
        return !begun && (askedAt == NEVER || nowMillis - askedAt < LONGEST_MILLIS);
    }
}
