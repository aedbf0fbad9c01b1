package io.github.distributedsupervisor;

import java.time.Duration;

/**
 * What a running child knows about itself. It belongs to one incarnation and is useless after that has stopped. Timers
 * run on the child's thread, between messages.
 */
public interface ChildContext {

    /**
     * The child's name.
     *
     * @return the name
     */
    String name();

    /**
     * The fencing token of this instance: greater than that of each earlier instance of the name. Send it along with
     * writes, so that the resource can refuse those of an instance that was replaced.
     *
     * @return the incarnation
     */
    long incarnation();

    /**
     * The child's own address.
     *
     * @return a reference that other children may keep
     */
    ChildRef self();

    /**
     * The node this instance runs on.
     *
     * @return the local node
     */
    SupervisorNode node();

    /**
     * The supervisor of this child.
     *
     * @return the supervisor
     */
    DistributedSupervisor supervisor();

    /**
     * Runs an action once, as if it were a message. An unchecked exception out of it is a crash.
     *
     * @param delay the time from now
     * @param action what to run
     * @return the timer
     */
    ChildTimer schedule(Duration delay, Runnable action);

    /**
     * Runs an action again and again, as if each were a message. When the child is busy for longer than a period, the
     * missed runs are skipped.
     *
     * @param initialDelay the time from now to the first run
     * @param period the time between two runs, positive
     * @param action what to run
     * @return the timer
     */
    ChildTimer scheduleAtFixedRate(Duration initialDelay, Duration period, Runnable action);

    /**
     * Captures the state now and keeps it in the cluster, so that it survives the crash of this child and of its node. To
     * be called by the child's own methods and timers; blocks until the members that keep backups have it.
     *
     * @throws MessageTooLargeException when the state is too large; the one before is kept
     * @throws SupervisorException when that is not confirmed in time; the state may be kept or not
     * @throws IllegalStateException when the child is not {@link Stateful}, or on another thread
     */
    void checkpoint();

    /** Stops this child normally after the current message. A permanent child is started again. */
    void stop();

    /**
     * Stops this child after the current message as if it had crashed.
     *
     * @param reason what is reported as the failure
     */
    void stopAbnormally(String reason);
}
