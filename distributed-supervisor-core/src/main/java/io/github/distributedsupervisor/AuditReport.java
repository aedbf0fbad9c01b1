package io.github.distributedsupervisor;

/**
 * What was wrong for longer than two sweeps with children that a node decides about, counted since its supervisor was
 * built. What is wrong is repaired all the same; a number other than 0 says that it took long.
 *
 * @param missing children that ran nowhere though they should have
 * @param duplicate children of which a second instance ran
 * @param orphan children of which an instance ran that no record names
 */
public record AuditReport(long missing, long duplicate, long orphan) {}
