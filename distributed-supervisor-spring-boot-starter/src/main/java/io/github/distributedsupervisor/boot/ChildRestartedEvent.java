package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child of this node was restarted after it had crashed or ended; a {@link ChildStartedEvent} comes with it.
 *
 * @param supervisor the name of the supervisor
 * @param id the new instance
 * @param type its type
 */
public record ChildRestartedEvent(String supervisor, ChildId id, String type) {}
