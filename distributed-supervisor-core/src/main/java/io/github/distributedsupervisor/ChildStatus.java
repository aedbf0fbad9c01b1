package io.github.distributedsupervisor;

/** What a child is doing, as its record in the cluster says. */
public enum ChildStatus {
    // nodes tell each other by ordinal: append only

    /** Its node runs {@link Child#onStart}; messages wait. */
    STARTING,
    /** It handles messages. */
    RUNNING,
    /** It crashed and is started again on its node, perhaps after a back-off; messages wait. */
    RESTARTING,
    /** It is being terminated. */
    STOPPING,
    /** It was stopped on one node and is about to start on another; messages wait. */
    MOVING,
    /** Its node died; another node is about to start it; messages wait. */
    FAILING_OVER,
    /** It requires a node that is away, or one that can run its type, and waits for it; messages wait. */
    WAITING,
    /**
     * It needed more restarts than its {@link RestartIntensity} allows, or two nodes died with it, and does not run; messages
     * are refused.
     */
    QUARANTINED,
    /** It was idle and sleeps, its state kept; the next message starts it again. */
    PASSIVE
}
