package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child runs on this node: started, restarted, taken over or moved here.
 *
 * @param id the instance
 * @param type its type
 */
public record ChildStartedEvent(ChildId id, String type) {}
