package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.SupervisorNode;

/**
 * A node joined or became ready. Published on every node.
 *
 * @param node the node
 */
public record NodeUpEvent(SupervisorNode node) {}
