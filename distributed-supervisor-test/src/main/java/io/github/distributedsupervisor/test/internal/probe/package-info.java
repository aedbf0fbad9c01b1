/** The thread and the time of a child that is tested alone. */
@NullMarked
package io.github.distributedsupervisor.test.internal.probe;

import org.jspecify.annotations.NullMarked;
