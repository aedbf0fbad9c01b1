package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.ChildStoppedEvent;
import io.github.distributedsupervisor.boot.NodeDownEvent;
import io.github.distributedsupervisor.boot.NodeUpEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Brings what the supervisor tells to the listener beans and, as events, to the application context.
 *
 * <p>The listener beans are looked up when the context is ready, so they may have the supervisor injected. What is told
 * before is kept until then.
 */
final class SupervisorEvents {

    private static final Logger LOGGER = LoggerFactory.getLogger(SupervisorEvents.class);

    private final ObjectProvider<SupervisorListener> beans;
    private final ApplicationEventPublisher publisher;
    private final List<Consumer<SupervisorListener>> early = new ArrayList<>();
    private @Nullable List<SupervisorListener> listeners;

    SupervisorEvents(ObjectProvider<SupervisorListener> beans, ApplicationEventPublisher publisher) {
        this.beans = beans;
        this.publisher = publisher;
    }

    /** For the supervisor. Not a bean, else it would be found as one of the listeners it tells. */
    SupervisorListener listener() {
        return new Forwarding();
    }

    /** Delivers what was kept, then everything as it comes. Idempotent. */
    void open() {
        List<SupervisorListener> found = new ArrayList<>();
        found.add(new Publishing());
        beans.orderedStream().forEach(found::add);
        synchronized (this) {
            if (listeners == null) {
                listeners = List.copyOf(found);
                early.forEach(event -> tell(listeners, event));
                early.clear();
            }
        }
    }

    private void forward(Consumer<SupervisorListener> event) {
        List<SupervisorListener> current;
        synchronized (this) {
            current = listeners;
            if (current == null) {
                early.add(event);
                return;
            }
        }
        tell(current, event);
    }

    private static void tell(List<SupervisorListener> listeners, Consumer<SupervisorListener> event) {
        for (SupervisorListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Exception e) {
                LOGGER.warn(
                        "Listener {} failed; the others are told all the same",
                        listener.getClass().getName(),
                        e);
            }
        }
    }

    private final class Forwarding implements SupervisorListener {

        @Override
        public void childStarted(ChildId id, String type) {
            forward(about(id, listener -> listener.childStarted(id, type)));
        }

        @Override
        public void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {
            forward(about(id, listener -> listener.childStopped(id, type, reason, failure)));
        }

        @Override
        public void childAbandoned(ChildId id, String type) {
            forward(about(id, listener -> listener.childAbandoned(id, type)));
        }

        @Override
        public void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {
            forward(about(id, listener -> listener.childQuarantined(id, type, failures)));
        }

        @Override
        public void childStateUnreadable(ChildId id, String type, String why) {
            forward(about(id, listener -> listener.childStateUnreadable(id, type, why)));
        }

        @Override
        public void nodeUp(SupervisorNode node) {
            forward(listener -> listener.nodeUp(node));
        }

        @Override
        public void nodeDown(SupervisorNode node) {
            forward(listener -> listener.nodeDown(node));
        }

        @Override
        public void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {
            forward(listener -> listener.nodeTerminating(node, reason, children));
        }

        /** For the listeners that want to hear of that child. */
        private static Consumer<SupervisorListener> about(ChildId id, Consumer<SupervisorListener> event) {
            return listener -> {
                if (id.name().startsWith(listener.namePrefix())) {
                    event.accept(listener);
                }
            };
        }
    }

    private final class Publishing implements SupervisorListener {

        @Override
        public void childStarted(ChildId id, String type) {
            publisher.publishEvent(new ChildStartedEvent(id, type));
        }

        @Override
        public void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {
            publisher.publishEvent(new ChildStoppedEvent(id, type, reason, failure));
        }

        @Override
        public void nodeUp(SupervisorNode node) {
            publisher.publishEvent(new NodeUpEvent(node));
        }

        @Override
        public void nodeDown(SupervisorNode node) {
            publisher.publishEvent(new NodeDownEvent(node));
        }
    }
}
