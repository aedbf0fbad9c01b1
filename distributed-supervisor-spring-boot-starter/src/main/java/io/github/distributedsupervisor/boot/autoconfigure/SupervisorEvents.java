package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.SupervisorListener;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Brings what a supervisor tells to the listener beans and, as events, to the application context: each on a queue of
 * its own, so that one that blocks delays no other.
 *
 * <p>The listener beans are made when the context is ready, so they may have the supervisor injected. What is told before
 * is kept until then.
 */
final class SupervisorEvents {

    private final List<LateListener> listeners = new ArrayList<>();

    /** @param beans names of the listener beans */
    SupervisorEvents(String supervisor, BeanFactory factory, List<String> beans, ApplicationEventPublisher publisher) {
        listeners.add(new LateListener(() -> new EventPublishing(supervisor, publisher)));
        for (String bean : beans) {
            listeners.add(new LateListener(() -> factory.getBean(bean, SupervisorListener.class)));
        }
    }

    /** For the supervisor. */
    List<SupervisorListener> listeners() {
        return List.copyOf(listeners);
    }

    /** Delivers what was kept, then everything as it comes. Idempotent. */
    void open() {
        listeners.forEach(LateListener::open);
    }
}
