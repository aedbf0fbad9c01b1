/** Configures Hazelcast and the supervisor, and ties both to the life of the application context. */
@NullMarked
package io.github.distributedsupervisor.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
