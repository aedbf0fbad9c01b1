/** The actuator endpoint of the supervisor. */
@NullMarked
package io.github.distributedsupervisor.boot.actuate;

import org.jspecify.annotations.NullMarked;
