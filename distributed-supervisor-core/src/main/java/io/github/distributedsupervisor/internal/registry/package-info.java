/** The records of the cluster: the sole gate to its state. */
@NullMarked
package io.github.distributedsupervisor.internal.registry;

import org.jspecify.annotations.NullMarked;
