package io.github.distributedsupervisor.internal.reconcile;

/**
 * A child on this node.
 *
 * @param name its name
 * @param incarnation the instance
 * @param revision the revision of its record that this node last saw
 * @param settled false while this node is changing it; then nothing is decided about it
 */
public record LocalChild(String name, long incarnation, long revision, boolean settled) {}
