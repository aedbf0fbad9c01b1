package io.github.distributedsupervisor.multijvm.faults;

/** Where in a move between nodes a process can be told to wait for the fault that is to strike it there. */
public enum FaultPoint {
    /** On the source, before the state is captured; also before a checkpoint. */
    CAPTURING,
    /** On the source, in {@code onStop}. */
    STOPPING,
    /** On the source, after its last line. */
    STOPPED,
    /** Where the record was written: it names no host any more, and is being saved. */
    SAVING_RELEASED,
    /** Where the record was written: it names the target, and is being saved. */
    SAVING_STARTING,
    /** On the target, the state restored, before its first line. */
    STARTING,
    /** On the target, at the end of {@code onStart}. */
    STARTED,
    /** Where the record was written: the child runs, and that is being saved. */
    SAVING_RUNNING
}
