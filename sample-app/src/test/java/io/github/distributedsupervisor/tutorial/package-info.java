/** What README shows, compiled and run. */
@NullMarked
package io.github.distributedsupervisor.tutorial;

import org.jspecify.annotations.NullMarked;
