package io.github.distributedsupervisor.internal.cluster;

/**
 * What is to become of the children of this node as its lease comes and goes. When it is over they wait, because the others
 * may only have been slow; when it does not come back soon, they stop. For one thread.
 */
final class Fence {

    private final long patienceMillis;
    private boolean everHeld;
    private boolean up;
    private boolean stopped;
    private long upSinceMillis;

    /** @param patienceMillis for how long the children wait */
    Fence(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Whether the lease is over, or was when it was last looked at. */
    boolean isUp() {
        return up;
    }

    /** Whether this node has run children since it began. */
    boolean everHeld() {
        return everHeld;
    }

    long upMillis(long now) {
        return now - upSinceMillis;
    }

    boolean outOfPatience(long now) {
        return upMillis(now) >= patienceMillis;
    }

    /**
     * There is no lease.
     *
     * @return whether that is new
     */
    boolean raise(long now) {
        if (up) {
            return false;
        }
        up = true;
        upSinceMillis = now;
        return true;
    }

    /**
     * There is no lease and none is to be expected.
     *
     * @return whether the children are to be stopped, which is once
     */
    boolean stops() {
        boolean first = everHeld && !stopped;
        stopped = everHeld;
        return first;
    }

    /** There is a lease. */
    void lower() {
        everHeld = true;
        up = false;
        stopped = false;
    }
}
