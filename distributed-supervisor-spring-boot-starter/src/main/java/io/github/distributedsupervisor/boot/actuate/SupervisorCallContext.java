package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.MessageObserver.Message;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A message that is sent to a child. Its carrier are the headers that travel with it. */
public final class SupervisorCallContext extends SenderContext<Map<String, String>> {

    private final Message message;

    SupervisorCallContext(Message message) {
        super(
                (carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value),
                SupervisorConventions.awaitsAnswer(message) ? Kind.CLIENT : Kind.PRODUCER);
        this.message = message;
        setCarrier(new LinkedHashMap<>());
        setRemoteServiceName(message.supervisor());
    }

    /**
     * What is known of the message.
     *
     * @return the message
     */
    public Message message() {
        return message;
    }

    Map<String, String> headers() {
        return Objects.requireNonNull(getCarrier());
    }
}
