package io.github.distributedsupervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told about children of the local node and about the nodes of the cluster, in order, on a thread of its own. An
 * exception is logged; a slow listener delays other listeners, never a child. When it falls far behind, events are
 * dropped and counted.
 */
public interface SupervisorListener {

    /**
     * A child runs on this node: started, restarted, taken over or moved here.
     *
     * @param id the instance
     * @param type its type
     */
    default void childStarted(ChildId id, String type) {}

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
     * A child of this node needed more restarts than its {@link RestartIntensity} allows. It does not run any more until
     * {@link DistributedSupervisor#releaseFromQuarantine} is called.
     *
     * @param id the last instance
     * @param type its type
     * @param failures why it was restarted, oldest first
     */
    default void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {}

    /**
     * The state of the previous instance of a child could not be read by this one, which began without.
     *
     * @param id the instance
     * @param type its type
     * @param why what was wrong with the state
     */
    default void childStateUnreadable(ChildId id, String type, String why) {}

    /**
     * A node joined or became ready. Called on every node.
     *
     * @param node the node
     */
    default void nodeUp(SupervisorNode node) {}

    /**
     * A node is gone. Called on every node.
     *
     * @param node the node as it was last seen
     */
    default void nodeDown(SupervisorNode node) {}
}
