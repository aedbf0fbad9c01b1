package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.StopReason;

/** Whether and when a child that ended starts again. Pure: what it says depends on its arguments only. */
public final class RestartDelay {

    private static final int FRACTION_BITS = 53;

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
    public static int failuresAfter(RestartBackOff backOff, int failures, long ranMillis) {
        return ranMillis >= backOff.resetAfter().toMillis() ? 1 : failures + 1;
    }

    /** The delay before the restart of a child that follows the given number of failures. */
    public static long millis(RestartBackOff backOff, String child, int failures) {
        if (failures <= 1) {
            return 0;
        }
        double grown = backOff.initial().toMillis() * Math.pow(backOff.multiplier(), failures - 2.0);
        double delay = Math.min(grown, backOff.max().toMillis());
        return Math.round(delay * (1 - backOff.jitter() * fraction(child, failures)));
    }

    /** Spread evenly over 0 to 1, as if drawn by lot. */
    private static double fraction(String child, int failures) {
        // the finalizer of SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014
        long bits = ((long) child.hashCode() << Integer.SIZE) + failures;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        bits ^= bits >>> 31;
        return (bits >>> (Long.SIZE - FRACTION_BITS)) / (double) (1L << FRACTION_BITS);
    }
}
