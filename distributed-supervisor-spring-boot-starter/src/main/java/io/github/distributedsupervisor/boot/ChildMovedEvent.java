package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child was moved to this node, with its state; a {@link ChildStartedEvent} comes with it.
 *
 * @param supervisor the name of the supervisor
 * @param id the new instance
 * @param type its type
 */
public record ChildMovedEvent(String supervisor, ChildId id, String type) {}
