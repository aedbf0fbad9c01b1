package io.github.distributedsupervisor.boot.testkit;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.SupervisedChild;
import org.springframework.core.env.Environment;

/** Says which node it is on. */
@SupervisedChild("room")
class RoomChild implements Child {

    private final Environment environment;

    RoomChild(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Object onCall(Object message) {
        return environment.getRequiredProperty("distributed-supervisor.node-name");
    }
}
