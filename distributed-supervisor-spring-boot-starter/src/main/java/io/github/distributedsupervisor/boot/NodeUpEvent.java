package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.SupervisorNode;

/**
 * A node joined or became ready. Where it is published is a matter of {@link io.github.distributedsupervisor.NodeMonitoring}.
 *
 * @param supervisor the name of the supervisor
 * @param node the node
 */
public record NodeUpEvent(String supervisor, SupervisorNode node) {}
