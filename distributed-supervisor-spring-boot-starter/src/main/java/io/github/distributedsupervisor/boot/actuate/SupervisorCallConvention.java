package io.github.distributedsupervisor.boot.actuate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How messages that are sent to children are named and tagged. A bean of this type replaces the default. */
public interface SupervisorCallConvention extends ObservationConvention<SupervisorCallContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof SupervisorCallContext;
    }
}
