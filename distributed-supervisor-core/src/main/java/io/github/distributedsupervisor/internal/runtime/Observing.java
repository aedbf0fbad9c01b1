package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageObserver;
import io.github.distributedsupervisor.MessageObserver.Handling;
import io.github.distributedsupervisor.MessageObserver.Message;
import io.github.distributedsupervisor.MessageObserver.Mode;
import io.github.distributedsupervisor.MessageObserver.Sending;
import io.github.distributedsupervisor.internal.LogText;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the observer of the user, whose failures harm nobody. */
public final class Observing {

    private static final Logger LOG = LoggerFactory.getLogger(Observing.class);

    private final String supervisor;
    private final MessageObserver observer;

    public Observing(String supervisor, MessageObserver observer) {
        this.supervisor = supervisor;
        this.observer = observer;
    }

    /** Null when the observer fails. */
    public @Nullable Sending sending(String child, Envelope.Kind kind, Payload payload) {
        return quietly(() -> {
            Message message = new Message(supervisor, child, null, 0, mode(kind), payload.operation());
            Sending sending = observer.sending(message);
            return new QuietSending(sending, Map.copyOf(sending.headers()));
        });
    }

    @Nullable
    Handling handling(Envelope envelope, Object message, String type, long incarnation) {
        return quietly(() -> new QuietHandling(observer.handling(
                new Message(
                        supervisor,
                        envelope.name(),
                        type,
                        incarnation,
                        mode(envelope.kind()),
                        Payload.operationOf(message)),
                envelope.headers())));
    }

    private static Mode mode(Envelope.Kind kind) {
        return switch (kind) {
            case CALL, INVOKE -> Mode.CALL;
            case CAST, INVOKE_CAST -> Mode.CAST;
            case SEND -> Mode.SEND;
        };
    }

    private static <T> @Nullable T quietly(Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            LOG.warn("the message observer failed", LogText.of(e));
            return null;
        }
    }

    private static void quietly(Runnable action) {
        quietly(() -> {
            action.run();
            return true;
        });
    }

    private record QuietSending(Sending sending, Map<String, String> headers) implements Sending {
        @Override
        public void ended(@Nullable Throwable failure) {
            quietly(() -> sending.ended(failure));
        }
    }

    private record QuietHandling(Handling handling) implements Handling {
        @Override
        public void left() {
            quietly(handling::left);
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            quietly(() -> handling.ended(failure));
        }
    }
}
