package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.MessageObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes messages with Micrometer: a span, where there is tracing, for each message sent, and below it one for its
 * handling, on whatever node the child is.
 */
final class ObservedMessages implements MessageObserver {

    private final Supplier<ObservationRegistry> registry;
    private final Supplier<@Nullable SupervisorCallConvention> callConvention;
    private final Supplier<@Nullable SupervisorProcessConvention> processConvention;

    /** Asked with the first message, because the supervisor is built before some beans are. */
    ObservedMessages(
            Supplier<ObservationRegistry> registry,
            Supplier<@Nullable SupervisorCallConvention> callConvention,
            Supplier<@Nullable SupervisorProcessConvention> processConvention) {
        this.registry = registry;
        this.callConvention = callConvention;
        this.processConvention = processConvention;
    }

    @Override
    public Sending sending(Message message) {
        SupervisorCallContext context = new SupervisorCallContext(message);
        Observation observation = Observation.createNotStarted(
                        callConvention.get(), SupervisorConventions.CALL, () -> context, registry.get())
                .start();
        return new Sending() {
            @Override
            public Map<String, String> headers() {
                return context.headers();
            }

            @Override
            public void ended(@Nullable Throwable failure) {
                stop(observation, failure);
            }
        };
    }

    @Override
    public Handling handling(Message message, Map<String, String> headers) {
        SupervisorProcessContext context = new SupervisorProcessContext(message, headers);
        Observation observation = Observation.createNotStarted(
                        processConvention.get(), SupervisorConventions.PROCESS, () -> context, registry.get())
                .start();
        return new Handled(observation, observation.openScope());
    }

    private static void stop(Observation observation, @Nullable Throwable failure) {
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }

    /** On the child's thread only. The scope is closed before the observation ends. */
    private static final class Handled implements Handling {

        private final Observation observation;
        private Observation.@Nullable Scope scope;
        private boolean ended;
        private @Nullable Throwable failure;

        Handled(Observation observation, Observation.Scope scope) {
            this.observation = observation;
            this.scope = scope;
        }

        @Override
        public void left() {
            Observation.Scope open = scope;
            scope = null;
            if (open != null) {
                open.close();
            }
            if (ended) {
                stop(observation, failure);
            }
        }

        @Override
        public void ended(@Nullable Throwable newFailure) {
            if (scope == null) {
                stop(observation, newFailure);
            } else {
                ended = true;
                failure = newFailure;
            }
        }
    }
}
