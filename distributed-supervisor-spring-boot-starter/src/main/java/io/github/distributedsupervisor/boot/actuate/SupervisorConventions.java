package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.MessageObserver.Message;
import io.github.distributedsupervisor.MessageObserver.Mode;
import io.github.distributedsupervisor.boot.actuate.SupervisorObservation.Key;
import io.micrometer.common.KeyValues;
import java.util.Locale;

/** The default names and tags. Children are named in spans only, never in meters. */
final class SupervisorConventions {

    static final SupervisorCallConvention CALL = new Call();
    static final SupervisorProcessConvention PROCESS = new Process();

    private SupervisorConventions() {}

    static boolean awaitsAnswer(Message message) {
        return message.mode() == Mode.CALL;
    }

    private static KeyValues common(Message message) {
        return KeyValues.of(
                Key.SUPERVISOR.withValue(message.supervisor()),
                Key.MODE.withValue(message.mode().name().toLowerCase(Locale.ROOT)),
                Key.OPERATION.withValue(message.operation().isEmpty() ? "unknown" : message.operation()));
    }

    private static final class Call implements SupervisorCallConvention {

        @Override
        public String getName() {
            return SupervisorObservation.CALL.observationName();
        }

        @Override
        public String getContextualName(SupervisorCallContext context) {
            return context.message().mode().name().toLowerCase(Locale.ROOT) + " "
                    + context.message().operation();
        }

        @Override
        public KeyValues getLowCardinalityKeyValues(SupervisorCallContext context) {
            return common(context.message());
        }

        @Override
        public KeyValues getHighCardinalityKeyValues(SupervisorCallContext context) {
            return KeyValues.of(Key.CHILD.withValue(context.message().child()));
        }
    }

    private static final class Process implements SupervisorProcessConvention {

        @Override
        public String getName() {
            return SupervisorObservation.PROCESS.observationName();
        }

        @Override
        public String getContextualName(SupervisorProcessContext context) {
            return "process " + context.message().operation();
        }

        @Override
        public KeyValues getLowCardinalityKeyValues(SupervisorProcessContext context) {
            return common(context.message())
                    .and(Key.CHILD_TYPE.withValue(
                            String.valueOf(context.message().type())));
        }

        @Override
        public KeyValues getHighCardinalityKeyValues(SupervisorProcessContext context) {
            return KeyValues.of(
                    Key.CHILD.withValue(context.message().child()),
                    Key.INCARNATION.withValue(Long.toString(context.message().incarnation())));
        }
    }
}
