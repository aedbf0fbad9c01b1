package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child of this node has crashed; a {@link ChildStoppedEvent} comes with it. It is restarted if its policy says so.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 * @param failure what it threw
 */
public record ChildCrashedEvent(String supervisor, ChildId id, String type, Throwable failure) {}
