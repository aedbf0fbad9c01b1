package io.github.distributedsupervisor.internal.reconcile;

/** What a node says about itself. Sent by ordinal: append only. */
public enum NodeState {
    /** Not yet, or not any more, to be given children; has none. */
    ABSENT,
    /** Takes children and coordinates. */
    READY,
    /** Leaves; its children follow their partitions. */
    DRAINING,
    /** Leaves and waits for no partition any more; its children go wherever there is place. */
    EVICTING
}
