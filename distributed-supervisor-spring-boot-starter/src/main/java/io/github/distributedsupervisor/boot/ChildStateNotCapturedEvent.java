package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildId;

/**
 * The state of a child of this node could not be captured or is too large: its next instance goes on from its last checkpoint.
 *
 * @param supervisor the name of the supervisor
 * @param id the instance
 * @param type its type
 * @param why what was wrong
 */
public record ChildStateNotCapturedEvent(String supervisor, ChildId id, String type, String why) {}
