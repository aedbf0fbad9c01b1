package io.github.distributedsupervisor.boot.actuate;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations that there are: the default conventions, and what the reference page says, are made of these. */
enum SupervisorObservation implements ObservationDocumentation {
    CALL("distributed.supervisor.call", "A message, as its sender sees it.") {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return SupervisorCallConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return new KeyName[] {Key.SUPERVISOR, Key.MODE, Key.OPERATION};
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return new KeyName[] {Key.CHILD};
        }
    },
    PROCESS("distributed.supervisor.process", "The handling of a message by its child.") {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return SupervisorProcessConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return new KeyName[] {Key.SUPERVISOR, Key.MODE, Key.OPERATION, Key.CHILD_TYPE};
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return new KeyName[] {Key.CHILD, Key.INCARNATION};
        }
    };

    private final String observationName;
    private final String description;

    SupervisorObservation(String observationName, String description) {
        this.observationName = observationName;
        this.description = description;
    }

    String observationName() {
        return observationName;
    }

    String description() {
        return description;
    }

    /** What observations are tagged with. */
    enum Key implements KeyName {
        SUPERVISOR("supervisor"),
        MODE("mode"),
        OPERATION("operation"),
        CHILD_TYPE("child.type"),
        CHILD("child"),
        INCARNATION("incarnation");

        private final String text;

        Key(String text) {
            this.text = text;
        }

        @Override
        public String asString() {
            return text;
        }
    }
}
