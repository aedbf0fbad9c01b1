package io.github.distributedsupervisor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Told about children of the local node and about the nodes of the cluster, in order, never by two threads at once. An
 * exception is logged; a listener that is slow or blocks delays no other listener, no child and no close. When it falls
 * far behind, events are dropped and {@linkplain SupervisorStatistics#droppedEvents counted}.
 */
public interface SupervisorListener {

    /**
     * Which children this listener is told about: those whose name begins with this. Events of nodes are always told.
     * Asked once, when the supervisor is built.
     *
     * @return by default empty: all children
     */
    default String namePrefix() {
        return "";
    }

    /**
     * A child runs on this node.
     *
     * @param id the instance
     * @param type its type
     * @param reason whether it was started, restarted, taken over, moved here or woken
     */
    default void childStarted(ChildId id, String type, StartReason reason) {}

    /**
     * A child of this node has ended.
     *
     * @param id the instance
     * @param type its type
     * @param reason why
     * @param failure what it threw when it crashed
     */
    default void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {}

    /**
     * A child of this node needed more restarts than its {@link RestartIntensity} allows; or two nodes died with a child that
     * this node decides about. It does not run any more until {@link DistributedSupervisor#releaseFromQuarantine} is called.
     *
     * @param id the last instance
     * @param type its type
     * @param failures why it was restarted, or which nodes died, oldest first
     */
    default void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {}

    /**
     * The state of a child that leaves this node, or falls asleep, could not be captured or is too large. Its next instance
     * goes on from the last checkpoint, or without state if there is none.
     *
     * @param id the instance
     * @param type its type
     * @param why what was wrong
     */
    default void childStateNotCaptured(ChildId id, String type, String why) {}

    /**
     * The state of the previous instance of a child could not be read by this one, which began without.
     *
     * @param id the instance
     * @param type its type
     * @param why what was wrong with the state
     */
    default void childStateUnreadable(ChildId id, String type, String why) {}

    /**
     * A child of this node ignored its interruption for as long as its {@link Shutdown} allows: it handles no message any
     * more and its name goes on without it, but its thread still runs. {@link #childStopped} follows.
     *
     * @param id the instance
     * @param type its type
     */
    default void childAbandoned(ChildId id, String type) {}

    /**
     * A node joined or became ready. Where this is told is a matter of {@link NodeMonitoring}.
     *
     * @param node the node
     */
    default void nodeUp(SupervisorNode node) {}

    /**
     * A node is gone. Where this is told is a matter of {@link NodeMonitoring}.
     *
     * @param node the node as it was last seen
     */
    default void nodeDown(SupervisorNode node) {}

    /**
     * Another node is about to leave in good order; told once on every node but that one, before its children leave it. Not
     * told of a node that crashes: of that there is {@link #nodeDown} only.
     *
     * @param node the node
     * @param reason why, for people: {@code drain} or {@code close}
     * @param children what its children are doing, by name
     */
    default void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {}
}
