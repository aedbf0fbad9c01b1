package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.runtime.Permit;
import java.time.Duration;

/**
 * The time for which this node may run children without hearing from the others again. It is over by whichever clock says
 * so first: the monotonic one stands still while a virtual machine is suspended, the other one can be set back.
 *
 * <p>The idea is that of Gray and Cheriton, "Leases: An Efficient Fault-Tolerant Mechanism for Distributed File Cache
 * Consistency", SOSP 1989: whoever holds one stops by itself, so the others only have to wait.
 */
final class Lease implements Permit {

    private final Duration length;
    private final Time time;
    private volatile Moment until;
    private volatile boolean lapsed;
    private volatile boolean everHeld;

    /** A moment on both clocks. */
    record Moment(long nanos, long epochMillis) {}

    Lease(Duration length, Time time) {
        this.length = length;
        this.time = time;
        this.until = now();
    }

    Moment now() {
        return new Moment(time.nanos(), time.epochMillis());
    }

    @Override
    public boolean holds() {
        boolean over = isOver();
        if (over) {
            lapsed = true;
        }
        return !over;
    }

    /** Whether it holds no more. */
    boolean isOver() {
        Moment end = until;
        return time.nanos() - end.nanos() >= 0 || time.epochMillis() >= end.epochMillis();
    }

    /** Whether it held once and does not any more. */
    boolean isLost() {
        return everHeld && isOver();
    }

    /** Whether somebody has heard since the last {@link #clearLapse} that it does not hold, and waits. */
    boolean lapsed() {
        return lapsed;
    }

    /** Those that wait because it lapsed are about to be told to go on. */
    void clearLapse() {
        lapsed = false;
    }

    /** Others confirmed it after that moment: it counts from there, not from their answer. */
    synchronized void renew(Moment asked) {
        Moment end = new Moment(asked.nanos() + length.toNanos(), asked.epochMillis() + length.toMillis());
        if (end.nanos() - until.nanos() > 0) {
            until = end;
        }
        everHeld = true;
    }

    /** It is over now. */
    synchronized void drop() {
        until = now();
    }
}
