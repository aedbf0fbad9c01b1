package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.time.Duration;
import java.util.Set;

/** What the builder was told, checked by it. */
public record Settings(
        Duration callTimeout,
        Duration startTimeout,
        Duration handoffTimeout,
        Duration drainTimeout,
        Duration sweepInterval,
        Duration stableAfter,
        int maxConcurrentMoves,
        Duration minResidency,
        int mailboxCapacity,
        int maxInFlight,
        SizeLimits sizeLimits,
        int childThreads,
        boolean virtualThreads,
        int backupCount,
        RestartIntensity restartIntensity,
        RestartBackOff restartBackOff,
        Set<String> nodes,
        PlacementStrategy placement,
        Quorum quorum,
        Duration lease,
        boolean eventsSuppressed) {

    public Settings {
        nodes = Set.copyOf(nodes);
    }

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Refuses what is no usable time span. */
    public static Duration positive(String what, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be positive and at most a year, but is " + value);
        }
        return value;
    }

    /** Refuses what is no usable number. */
    public static int positive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive, but is " + value);
        }
        return value;
    }
}
