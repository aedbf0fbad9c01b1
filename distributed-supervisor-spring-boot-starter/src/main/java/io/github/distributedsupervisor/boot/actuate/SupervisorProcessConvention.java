package io.github.distributedsupervisor.boot.actuate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How messages that children handle are named and tagged. A bean of this type replaces the default. */
public interface SupervisorProcessConvention extends ObservationConvention<SupervisorProcessContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof SupervisorProcessContext;
    }
}
