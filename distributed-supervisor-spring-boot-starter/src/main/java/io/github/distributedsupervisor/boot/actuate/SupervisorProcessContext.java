package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.MessageObserver.Message;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;

/** A message that a child handles. Its carrier are the headers that came with it. */
public final class SupervisorProcessContext extends ReceiverContext<Map<String, String>> {

    private final Message message;

    SupervisorProcessContext(Message message, Map<String, String> headers) {
        super(
                (carrier, key) -> carrier.get(key),
                SupervisorConventions.awaitsAnswer(message) ? Kind.SERVER : Kind.CONSUMER);
        this.message = message;
        setCarrier(headers);
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
}
