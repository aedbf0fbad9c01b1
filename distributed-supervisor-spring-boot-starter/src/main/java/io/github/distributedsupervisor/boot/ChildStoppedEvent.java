package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A child of this node has ended.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 * @param reason why
 * @param failure what it threw when it crashed, else null
 */
public record ChildStoppedEvent(
        String supervisor,
        ChildId id,
        String type,
        StopReason reason,
        @Nullable Throwable failure) {}
