package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells listeners what happens to children. Returns at once; any thread. */
final class ChildEvents {

    private final EventDispatcher dispatcher;

    ChildEvents(EventDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void started(HostedChild child, StartReason reason) {
        tell(child, (listener, id, type) -> listener.childStarted(id, type, reason));
    }

    void stopped(HostedChild child, StopReason reason, @Nullable Throwable failure) {
        tell(child, (listener, id, type) -> listener.childStopped(id, type, reason, failure));
    }

    void stateNotCaptured(HostedChild child, String why) {
        tell(child, (listener, id, type) -> listener.childStateNotCaptured(id, type, why));
    }

    void stateUnreadable(HostedChild child, String why) {
        tell(child, (listener, id, type) -> listener.childStateUnreadable(id, type, why));
    }

    void abandoned(HostedChild child) {
        tell(child, SupervisorListener::childAbandoned);
    }

    void quarantined(ChildRecord record) {
        List<ChildFailure> failures = record.history().lastFailures();
        tell(
                new ChildId(record.name(), record.incarnation()),
                record.spec().type(),
                (listener, id, type) -> listener.childQuarantined(id, type, failures));
    }

    private void tell(HostedChild child, Event event) {
        tell(
                new ChildId(child.name, child.process.incarnation()),
                child.record.spec().type(),
                event);
    }

    private void tell(ChildId id, String type, Event event) {
        dispatcher.dispatch(id.name(), listener -> event.tell(listener, id, type));
    }

    /** What a listener hears. */
    private interface Event {

        void tell(SupervisorListener listener, ChildId id, String type);
    }
}
