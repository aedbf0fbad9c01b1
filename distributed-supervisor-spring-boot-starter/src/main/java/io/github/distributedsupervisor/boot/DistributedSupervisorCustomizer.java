package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.DistributedSupervisorBuilder;

/**
 * A bean that changes how a supervisor is built, after the properties. With a {@code @Qualifier} that is the name of a
 * further supervisor it changes that one, else all.
 */
@FunctionalInterface
public interface DistributedSupervisorCustomizer {

    /**
     * Changes a builder.
     *
     * @param builder what the properties have made
     */
    void customize(DistributedSupervisorBuilder builder);
}
