/** Membership, hosting, coordination and leaving: turns events into actions. */
@NullMarked
package io.github.distributedsupervisor.internal.cluster;

import org.jspecify.annotations.NullMarked;
