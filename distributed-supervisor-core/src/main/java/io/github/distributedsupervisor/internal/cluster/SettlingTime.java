package io.github.distributedsupervisor.internal.cluster;

/** How long something that waits to be settled is kept: the time in which it cannot be settled does not count. */
final class SettlingTime {

    private final long patienceMillis;
    private boolean possible;
    private long possibleSinceMillis;

    SettlingTime(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Tells whether it can be settled now. */
    void possible(boolean isPossible, long nowMillis) {
        if (isPossible && !possible) {
            possibleSinceMillis = nowMillis;
        }
        possible = isPossible;
    }

    /** Whether what began then has been kept for long enough. */
    boolean isOver(long sinceMillis, long nowMillis) {
        return possible && nowMillis - Math.max(sinceMillis, possibleSinceMillis) > patienceMillis;
    }
}
