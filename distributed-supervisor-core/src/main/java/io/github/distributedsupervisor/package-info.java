/**
 * Named, supervised, stateful children on a Hazelcast cluster: exactly one running instance per name.
 *
 * <p>Entry point: {@link io.github.distributedsupervisor.DistributedSupervisor}. Everything below {@code internal} may
 * change in any release.
 */
@NullMarked
package io.github.distributedsupervisor;

import org.jspecify.annotations.NullMarked;
