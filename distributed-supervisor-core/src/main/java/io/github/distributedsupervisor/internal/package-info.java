/** Puts a supervisor together. */
@NullMarked
package io.github.distributedsupervisor.internal;

import org.jspecify.annotations.NullMarked;
