package io.github.distributedsupervisor;

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
