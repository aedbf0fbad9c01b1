/** Connections between the members of one JVM, which tests cut and hold. */
@NullMarked
package io.github.distributedsupervisor.test.internal.network;

import org.jspecify.annotations.NullMarked;
