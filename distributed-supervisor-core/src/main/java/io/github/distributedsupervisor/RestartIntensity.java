package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.Objects;

/**
 * How many restarts are too many: a child that needs more of them within the period is quarantined. It alone: its
 * siblings are not touched. Restarts are counted over all nodes, after crashes and failed starts, and for a permanent
 * child after normal ends too; moves and the death of a node do not count.
 *
 * @param maxRestarts how many are allowed within the period, 0 to {@value #MOST}
 * @param within the period, at least a millisecond
 */
public record RestartIntensity(int maxRestarts, Duration within) {

    /** The highest number of restarts that can be allowed, because each within the period is remembered. */
    public static final int MOST = 1_000;

    /**
     * What applies when neither a spec nor the supervisor says anything: ten restarts in ten minutes. With the back-off between restarts, a child that
     * cannot run at all is tried for more than eight minutes, so that a short outage of what it needs quarantines nothing.
     */
    public static final RestartIntensity DEFAULT = new RestartIntensity(10, Duration.ofMinutes(10));

    /** Checks the range. */
    public RestartIntensity {
        Objects.requireNonNull(within, "within");
        if (maxRestarts < 0 || maxRestarts > MOST) {
            throw new IllegalArgumentException("maxRestarts must be 0 to " + MOST + ", but is " + maxRestarts);
        }
        if (within.compareTo(Duration.ofMillis(1)) < 0 || within.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("within must be a millisecond to a year, but is " + within);
        }
    }
}
