/** What README shows, compiled and run. */
@NullMarked
package io.github.distributedsupervisor.sample.readme;

import org.jspecify.annotations.NullMarked;
