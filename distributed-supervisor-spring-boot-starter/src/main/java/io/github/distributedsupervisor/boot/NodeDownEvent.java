package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.SupervisorNode;

/**
 * A node is gone. Published on every node that remains.
 *
 * @param node the node as it was last seen
 */
public record NodeDownEvent(SupervisorNode node) {}
