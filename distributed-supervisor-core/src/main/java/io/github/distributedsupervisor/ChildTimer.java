package io.github.distributedsupervisor;

/** A timer of a child. It ends with the incarnation that made it. */
public interface ChildTimer {

    /** Cancels the timer. No run begins after this returned on the child's own thread. Idempotent. */
    void cancel();
}
