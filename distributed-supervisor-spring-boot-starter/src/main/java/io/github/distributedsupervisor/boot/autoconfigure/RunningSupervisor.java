package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.time.Duration;

/**
 * A supervisor of the application.
 *
 * @param supervisor the supervisor
 * @param declaredChildren what is started with it
 * @param drainTimeout how long its children may take to leave this node
 */
record RunningSupervisor(DistributedSupervisor supervisor, DeclaredChildren declaredChildren, Duration drainTimeout) {}
