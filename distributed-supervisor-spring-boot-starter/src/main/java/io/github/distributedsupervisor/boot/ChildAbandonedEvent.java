package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child of this node ignored its interruption: its name goes on without it, but its thread still runs.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 */
public record ChildAbandonedEvent(String supervisor, ChildId id, String type) {}
