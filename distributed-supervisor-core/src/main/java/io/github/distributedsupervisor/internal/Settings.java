package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import java.time.Duration;

/** What the builder was told, checked. Each {@code with} returns a changed copy. */
public record Settings(
        Duration callTimeout,
        Duration startTimeout,
        Duration handoffTimeout,
        Duration drainTimeout,
        Duration sweepInterval,
        Duration stableAfter,
        int maxConcurrentMoves,
        int mailboxCapacity,
        int maxInFlight,
        int childThreads,
        int backupCount,
        boolean eventsSuppressed) {

    private static final Duration LONGEST = Duration.ofDays(365);

    public Settings {
        positive("callTimeout", callTimeout);
        positive("startTimeout", startTimeout);
        positive("handoffTimeout", handoffTimeout);
        positive("drainTimeout", drainTimeout);
        positive("sweepInterval", sweepInterval);
        if (stableAfter.isNegative()) {
            throw new IllegalArgumentException("stableAfter must not be negative, but is " + stableAfter);
        }
        positive("maxConcurrentMoves", maxConcurrentMoves);
        positive("mailboxCapacity", mailboxCapacity);
        positive("maxInFlight", maxInFlight);
        positive("childThreads", childThreads);
        if (backupCount < 0 || backupCount > 6) {
            throw new IllegalArgumentException("backupCount must be 0 to 6, but is " + backupCount);
        }
    }

    public static Settings defaults() {
        return new Settings(
                DistributedSupervisorBuilder.DEFAULT_CALL_TIMEOUT,
                DistributedSupervisorBuilder.DEFAULT_START_TIMEOUT,
                DistributedSupervisorBuilder.DEFAULT_HANDOFF_TIMEOUT,
                DistributedSupervisorBuilder.DEFAULT_DRAIN_TIMEOUT,
                DistributedSupervisorBuilder.DEFAULT_SWEEP_INTERVAL,
                DistributedSupervisorBuilder.DEFAULT_STABLE_AFTER,
                DistributedSupervisorBuilder.DEFAULT_MAX_CONCURRENT_MOVES,
                DistributedSupervisorBuilder.DEFAULT_MAILBOX_CAPACITY,
                DistributedSupervisorBuilder.DEFAULT_MAX_IN_FLIGHT,
                DistributedSupervisorBuilder.DEFAULT_CHILD_THREADS,
                DistributedSupervisorBuilder.DEFAULT_BACKUP_COUNT,
                false);
    }

    /** Refuses what is no usable time span. */
    public static Duration positive(String what, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be positive and at most a year, but is " + value);
        }
        return value;
    }

    private static void positive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive, but is " + value);
        }
    }

    public Settings withCallTimeout(Duration newCallTimeout) {
        return new Settings(
                newCallTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withStartTimeout(Duration newStartTimeout) {
        return new Settings(
                callTimeout,
                newStartTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withHandoffTimeout(Duration newHandoffTimeout) {
        return new Settings(
                callTimeout,
                startTimeout,
                newHandoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withDrainTimeout(Duration newDrainTimeout) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                newDrainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withSweepInterval(Duration newSweepInterval) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                newSweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withChildThreads(int newChildThreads) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                newChildThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withBackupCount(int newBackupCount) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                newBackupCount,
                eventsSuppressed);
    }

    public Settings withEventsSuppressed(boolean newEventsSuppressed) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                newEventsSuppressed);
    }

    public Settings withRebalance(Duration newStableAfter, int newMaxConcurrentMoves) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                newStableAfter,
                newMaxConcurrentMoves,
                mailboxCapacity,
                maxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }

    public Settings withCapacity(int newMailboxCapacity, int newMaxInFlight) {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                newMailboxCapacity,
                newMaxInFlight,
                childThreads,
                backupCount,
                eventsSuppressed);
    }
}
