package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child runs on this node: started, restarted, taken over or moved here.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 */
public record ChildStartedEvent(String supervisor, ChildId id, String type) {}
