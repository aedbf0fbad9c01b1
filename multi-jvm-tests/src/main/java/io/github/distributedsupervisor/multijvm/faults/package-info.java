/** A node of a cluster that is killed, paused and cut off, as the fault suite starts it in a process of its own. */
@NullMarked
package io.github.distributedsupervisor.multijvm.faults;

import org.jspecify.annotations.NullMarked;
