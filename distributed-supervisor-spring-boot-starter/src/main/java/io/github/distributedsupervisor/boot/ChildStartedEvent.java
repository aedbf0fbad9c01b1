package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.StartReason;

/**
 * A child runs on this node: started, restarted, taken over or moved here.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 * @param reason why
 */
public record ChildStartedEvent(String supervisor, ChildId id, String type, StartReason reason) {}
