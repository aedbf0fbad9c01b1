package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * A child of this node could not read the state of its previous instance and began without.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 * @param why what was wrong with the state
 */
public record ChildStateUnreadableEvent(String supervisor, ChildId id, String type, String why) {}
