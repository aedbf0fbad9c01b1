package io.github.distributedsupervisor;

/** Why {@link Child#onStop} is called. */
public enum StopReason {
    /** Somebody called {@link DistributedSupervisor#terminateChild}. The name is free afterwards. */
    TERMINATED,
    /** The child moves to another node; its state was captured before. */
    HANDOFF,
    /** This node shuts down and no other node can take the child now. */
    NODE_STOPPING,
    /** The child asked for it: {@link ChildContext#stop()}. */
    NORMAL,
    /** The child threw an unchecked exception, or asked for it by {@link ChildContext#stopAbnormally}. */
    CRASHED,
    /** It was idle for as long as its spec says; the next message starts it again. */
    PASSIVATED,
    /** The cluster's record of the child names another instance; this one must end. */
    SUPERSEDED,
    /** This node lost touch with the others for too long, or its quorum; another node may run the child. */
    FENCED
}
