package io.github.distributedsupervisor;

/** Where listeners are told of {@link SupervisorListener#nodeUp} and {@link SupervisorListener#nodeDown}. */
public enum NodeMonitoring {
    /** Nowhere. */
    NONE,
    /** On every node, the one that comes up included. */
    EVERY_NODE,
    /**
     * On exactly one node of the cluster: whichever ready node is first to claim the event in the grid. The node that comes
     * up is told of itself only while no other is ready. An event is lost when the node that claimed it dies before it has
     * told its listeners; each part of a split cluster tells of the other's nodes.
     */
    ONE_NODE
}
