/** Listener dispatch on its own ordered thread. */
@NullMarked
package io.github.distributedsupervisor.internal.event;

import org.jspecify.annotations.NullMarked;
