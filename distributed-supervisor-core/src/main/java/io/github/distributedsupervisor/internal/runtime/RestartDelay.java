package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.StopReason;

/**
 * How long a crashed child waits before it starts again: not at all after the first crash, then one second, doubled each
 * time up to five minutes, until it has run stably for a minute.
 */
public final class RestartDelay {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 300_000;
    private static final long STABLE_MILLIS = 60_000;
    private static final int DOUBLINGS_TO_LONGEST = 9;

    private RestartDelay() {}

    /** Whether a child that crashed or ended by itself is started again. */
    public static boolean comesBack(Restart restart, StopReason reason) {
        return switch (restart) {
            case PERMANENT -> true;
            case TRANSIENT -> reason != StopReason.NORMAL;
            case TEMPORARY -> false;
        };
    }

    /** The number of failures after one more, given how long the child has run until then. */
    public static int failuresAfter(int failures, long ranMillis) {
        return ranMillis >= STABLE_MILLIS ? 1 : failures + 1;
    }

    /** The delay before the restart that follows the given number of failures. */
    public static long millis(int failures) {
        if (failures <= 1) {
            return 0;
        }
        int doublings = failures - 2;
        return doublings >= DOUBLINGS_TO_LONGEST ? LONGEST_MILLIS : Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
    }
}
