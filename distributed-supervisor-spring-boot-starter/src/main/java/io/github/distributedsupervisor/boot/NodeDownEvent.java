package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.SupervisorNode;

/**
 * A node is gone. Where it is published is a matter of {@link io.github.distributedsupervisor.NodeMonitoring}.
 *
 * @param supervisor the name of the supervisor
 * @param node the node as it was last seen
 */
public record NodeDownEvent(String supervisor, SupervisorNode node) {}
