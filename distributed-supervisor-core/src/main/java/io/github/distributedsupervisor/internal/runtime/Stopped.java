package io.github.distributedsupervisor.internal.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How a stop ended.
 *
 * @param end what happened
 * @param state what was captured, if that was asked for and worked
 */
public record Stopped(End end, byte @Nullable [] state) {

    /** What happened to the process. */
    public enum End {
        /** It is over. */
        DONE,
        /** The child did not finish its message in time; it goes on. */
        GIVEN_UP,
        /** The child ignored its interruption; it handles nothing more, but its thread still runs. */
        ABANDONED
    }
}
