package io.github.distributedsupervisor.internal.registry;

/** Where a child is in its life. Stored by ordinal: append only. */
public enum Phase {
    /** Claimed by its host, which is about to run or runs {@code onStart}. */
    STARTING,
    /** Handles messages. */
    RUNNING,
    /** Crashed; its host starts it again. */
    RESTARTING,
    /** Its host stops it for good. */
    STOPPING,
    /** Vacated by its host with its state; the target, or else the coordinator, claims it. */
    RELEASED,
    /** A tombstone: terminated, ended, or failed at its first start. */
    REMOVED,
    /** Restarted too often; runs nowhere until somebody releases it. */
    QUARANTINED,
    /** Idle: runs nowhere, its state kept, until a message wakes it. */
    PASSIVE
}
