package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a child waits before it is restarted: not at all the first time, then {@code initial}, then each time {@code
 * multiplier} times as long, up to {@code max}. Once it has run for {@code resetAfter} it begins anew.
 *
 * @param initial the delay before the second restart, at least a millisecond
 * @param multiplier by how much each delay is longer than the one before, 1 to 100
 * @param max the longest delay, not shorter than {@code initial}, at most a year
 * @param jitter which share of a delay is taken off at most, 0 to 1; for each child and restart another one, so that children
 *     that crashed together do not come back together
 * @param resetAfter how long a run counts as stable, at least a millisecond
 */
public record RestartBackOff(Duration initial, double multiplier, Duration max, double jitter, Duration resetAfter) {

    private static final double STEEPEST = 100;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** What applies when a supervisor is told nothing: a second, doubled up to five minutes, begun anew after a minute. */
    public static final RestartBackOff DEFAULT =
            new RestartBackOff(Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 0, Duration.ofMinutes(1));

    /** Checks the ranges. */
    public RestartBackOff {
        check("initial", initial);
        check("max", max);
        check("resetAfter", resetAfter);
        if (!(multiplier >= 1 && multiplier <= STEEPEST)) {
            throw new IllegalArgumentException("multiplier must be 1 to 100, but is " + multiplier);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be 0 to 1, but is " + jitter);
        }
        if (max.compareTo(initial) < 0) {
            throw new IllegalArgumentException("max must not be shorter than initial, " + initial + ", but is " + max);
        }
    }

    private static void check(String what, Duration value) {
        Objects.requireNonNull(value, what);
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be a millisecond to a year, but is " + value);
        }
    }
}
