package io.github.distributedsupervisor;

/** Why an instance of a child was started. Sent by ordinal: append only. */
public enum StartReason {
    /** By {@link DistributedSupervisor#startChild} or its kin, or by its first message. */
    FIRST,
    /** On the same node, after a crash or after a permanent child had ended. */
    RESTART,
    /** Because the instance before it, or its node, was lost. */
    FAILOVER,
    /** The instance before it was stopped on another node, to be continued here. */
    HANDOFF,
    /** After a sleep or a quarantine. */
    WAKE
}
