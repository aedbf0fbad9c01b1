package io.github.distributedsupervisor;

/** When a child that ended is started again. Terminating a child by request never restarts it. */
public enum Restart {
    /** Always, also after a normal end and after the death of its node. */
    PERMANENT,
    /** Only after an abnormal end: a crash, an abnormal stop, the death of its node. */
    TRANSIENT,
    /** Never, not even when its node dies. Its name is free afterwards. */
    TEMPORARY
}
