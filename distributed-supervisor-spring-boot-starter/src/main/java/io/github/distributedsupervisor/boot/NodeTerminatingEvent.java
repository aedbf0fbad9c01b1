package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.SupervisorNode;
import java.util.Map;

/**
 * Another node is about to leave in good order, with its children still on it. Published on every node but that one.
 *
 * @param supervisor the name of the supervisor
 * @param node the node
 * @param reason why, for people: {@code drain} or {@code close}
 * @param children what its children are doing, by name
 */
public record NodeTerminatingEvent(
        String supervisor, SupervisorNode node, String reason, Map<String, ChildStatus> children) {}
