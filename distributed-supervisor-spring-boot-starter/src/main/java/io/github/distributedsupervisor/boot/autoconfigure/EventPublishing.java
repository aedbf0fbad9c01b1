package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.ChildAbandonedEvent;
import io.github.distributedsupervisor.boot.ChildCrashedEvent;
import io.github.distributedsupervisor.boot.ChildMovedEvent;
import io.github.distributedsupervisor.boot.ChildQuarantinedEvent;
import io.github.distributedsupervisor.boot.ChildRestartedEvent;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.ChildStateNotCapturedEvent;
import io.github.distributedsupervisor.boot.ChildStateUnreadableEvent;
import io.github.distributedsupervisor.boot.ChildStoppedEvent;
import io.github.distributedsupervisor.boot.NodeDownEvent;
import io.github.distributedsupervisor.boot.NodeTerminatingEvent;
import io.github.distributedsupervisor.boot.NodeUpEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes what a supervisor tells as events of Spring. */
final class EventPublishing implements SupervisorListener {

    private final String supervisor;
    private final ApplicationEventPublisher publisher;

    EventPublishing(String supervisor, ApplicationEventPublisher publisher) {
        this.supervisor = supervisor;
        this.publisher = publisher;
    }

    @Override
    public void childStarted(ChildId id, String type, StartReason reason) {
        if (reason == StartReason.RESTART) {
            publisher.publishEvent(new ChildRestartedEvent(supervisor, id, type));
        } else if (reason == StartReason.HANDOFF) {
            publisher.publishEvent(new ChildMovedEvent(supervisor, id, type));
        }
        publisher.publishEvent(new ChildStartedEvent(supervisor, id, type, reason));
    }

    @Override
    public void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {
        if (failure != null) {
            publisher.publishEvent(new ChildCrashedEvent(supervisor, id, type, failure));
        }
        publisher.publishEvent(new ChildStoppedEvent(supervisor, id, type, reason, failure));
    }

    @Override
    public void childAbandoned(ChildId id, String type) {
        publisher.publishEvent(new ChildAbandonedEvent(supervisor, id, type));
    }

    @Override
    public void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {
        publisher.publishEvent(new ChildQuarantinedEvent(supervisor, id, type, failures));
    }

    @Override
    public void childStateNotCaptured(ChildId id, String type, String why) {
        publisher.publishEvent(new ChildStateNotCapturedEvent(supervisor, id, type, why));
    }

    @Override
    public void childStateUnreadable(ChildId id, String type, String why) {
        publisher.publishEvent(new ChildStateUnreadableEvent(supervisor, id, type, why));
    }

    @Override
    public void nodeUp(SupervisorNode node) {
        publisher.publishEvent(new NodeUpEvent(supervisor, node));
    }

    @Override
    public void nodeDown(SupervisorNode node) {
        publisher.publishEvent(new NodeDownEvent(supervisor, node));
    }

    @Override
    public void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {
        publisher.publishEvent(new NodeTerminatingEvent(supervisor, node, reason, children));
    }
}
