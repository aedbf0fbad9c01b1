package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import io.github.distributedsupervisor.internal.runtime.Delivery;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import io.github.distributedsupervisor.internal.runtime.Mailbox;
import io.github.distributedsupervisor.internal.runtime.ProcessOwner;
import io.github.distributedsupervisor.internal.runtime.ProcessServices;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.RestartDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of this node: starts them, starts them again after a crash, and writes what they do into their records.
 * Everything that changes a child runs on the control thread; a record is always written before what it says is done.
 */
public final class ChildHost implements ProcessOwner {

    private static final Logger LOG = LoggerFactory.getLogger(ChildHost.class);

    private final ConcurrentMap<String, HostedChild> children = new ConcurrentHashMap<>();
    final AbandonedChildren abandoned;
    private final Registry registry;
    private final ChildTypes types;
    private final ProcessServices services;
    private final EventDispatcher events;
    private final Threads threads;
    private final Time time;
    private final int mailboxCapacity;

    /** What the host needs. */
    public record Parts(
            Registry registry,
            ChildTypes types,
            ProcessServices services,
            EventDispatcher events,
            Threads threads,
            int mailboxCapacity) {}

    public ChildHost(Parts parts) {
        this.registry = parts.registry();
        this.types = parts.types();
        this.services = parts.services();
        this.events = parts.events();
        this.abandoned = new AbandonedChildren(events);
        this.threads = parts.threads();
        this.time = parts.services().time();
        this.mailboxCapacity = parts.mailboxCapacity();
    }

    // ---- any thread

    /** Puts a message into a child's mailbox, or refuses it. */
    public void deliver(Delivery delivery) {
        HostedChild child = children.get(delivery.envelope().name());
        if (child == null) {
            delivery.replyTo().accept(Reply.Refused.NOT_HERE);
        } else {
            child.mailbox.offer(delivery);
        }
    }

    /** Whether messages for the child are welcome here. */
    public boolean hosts(String name) {
        HostedChild child = children.get(name);
        return child != null && child.stage != HostedChild.Stage.LEAVING;
    }

    public int count() {
        return children.size();
    }

    public long abandonedChildren() {
        return abandoned.count();
    }

    Set<String> names() {
        return Set.copyOf(children.keySet());
    }

    /** The records of this node's children, as it knows them. */
    public List<ChildRecord> records() {
        return children.values().stream().map(child -> child.record).toList();
    }

    List<LocalChild> snapshot() {
        List<LocalChild> snapshot = new ArrayList<>();
        children.values().forEach(child -> snapshot.add(child.snapshot()));
        return snapshot;
    }

    // ---- control thread

    @Nullable
    HostedChild find(String name) {
        return children.get(name);
    }

    /** Runs a child that its record gives to this node; answers when {@code onStart} has returned. */
    void begin(ChildRecord record, Consumer<ControlReply> replyTo) {
        HostedChild present = children.get(record.name());
        if (present != null) {
            boolean same = present.record.incarnation() >= record.incarnation();
            if (!same || present.stage == HostedChild.Stage.LEAVING) {
                replyTo.accept(ControlReply.RETRY);
            } else if (present.settled()) {
                replyTo.accept(ControlReply.ok(present.record.incarnation()));
            } else {
                present.startWaiters.add(replyTo);
            }
            return;
        }
        Mailbox mailbox = new Mailbox(mailboxCapacity);
        HostedChild child = new HostedChild(record, mailbox, newProcess(record, mailbox));
        child.startWaiters.add(replyTo);
        children.put(child.name, child);
        child.process.start(record.state(), this);
    }

    private ChildProcess newProcess(ChildRecord record, Mailbox mailbox) {
        return new ChildProcess(record.name(), record.incarnation(), mailbox, services, types.makerOf(record.spec()));
    }

    @Override
    public void started(ChildProcess process) {
        onControl(
                process,
                child -> change(child, child.record.running(time.epochMillis()), () -> {
                    child.openedAtMillis = time.millis();
                    process.open();
                    events.dispatch(
                            child.name,
                            listener -> listener.childStarted(
                                    new ChildId(child.name, process.incarnation()),
                                    child.record.spec().type()));
                    child.stage = HostedChild.Stage.RUNNING;
                    child.answerStart(ControlReply.ok(process.incarnation()));
                    child.runDeferred();
                }));
    }

    @Override
    public void failedToStart(ChildProcess process, Throwable failure) {
        onControl(process, child -> {
            if (child.record.established() && child.record.spec().restart() != Restart.TEMPORARY) {
                LOG.warn("child '{}' failed to start again: {}", child.name, FailureText.summaryOf(failure));
                restart(child, failure);
            } else {
                bury(child, FailureText.summaryOf(failure), ControlReply.failed(FailureText.stackOf(failure)));
            }
        });
    }

    @Override
    public void ended(ChildProcess process, StopReason reason, @Nullable Throwable failure) {
        onControl(process, child -> {
            tellStopped(child, reason, failure);
            if (child.stage == HostedChild.Stage.LEAVING) {
                return; // the stop that is under way goes on from here
            }
            if (failure != null) {
                LOG.warn("child '{}' crashed", child.name, failure);
            }
            boolean comesBack = switch (child.record.spec().restart()) {
                case PERMANENT -> true;
                case TRANSIENT -> reason != StopReason.NORMAL;
                case TEMPORARY -> false;
            };
            if (comesBack) {
                restart(child, failure);
            } else {
                String text = failure == null ? null : FailureText.summaryOf(failure);
                bury(child, text, ControlReply.RETRY);
            }
        });
    }

    private void restart(HostedChild child, @Nullable Throwable failure) {
        child.stage = HostedChild.Stage.ENDING;
        long ranMillis = child.openedAtMillis == 0 ? 0 : time.millis() - child.openedAtMillis;
        int failures = RestartDelay.failuresAfter(child.record.failures(), ranMillis);
        String text = failure == null ? null : FailureText.summaryOf(failure);
        child.openedAtMillis = 0;
        change(child, child.record.restarting(failures, text, time.epochMillis()), () -> {
            child.stage = HostedChild.Stage.BACKING_OFF;
            ChildProcess next = newProcess(child.record, child.mailbox);
            child.process = next;
            child.runDeferred();
            afterBackOff(child, next, RestartDelay.millis(failures));
        });
    }

    private void afterBackOff(HostedChild child, ChildProcess next, long delayMillis) {
        Runnable start = () -> onControl(next, current -> {
            if (current.stage == HostedChild.Stage.BACKING_OFF) {
                current.stage = HostedChild.Stage.STARTING;
                next.start(current.record.state(), this);
            }
        });
        if (delayMillis == 0) {
            start.run();
        } else {
            services.scheduler().schedule(start, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** The child is over for good and nothing of it runs: writes the tombstone. */
    void bury(HostedChild child, @Nullable String failure, ControlReply reply) {
        child.stage = HostedChild.Stage.LEAVING;
        change(child, child.record.removed(failure, time.epochMillis()), () -> {
            child.answerStart(reply);
            forget(child, null);
        });
    }

    /** Takes the child off this node; its messages look for it at the given node or anew. */
    void forget(HostedChild child, @Nullable String betterNode) {
        child.stage = HostedChild.Stage.LEAVING;
        children.remove(child.name, child);
        child.mailbox.seal(betterNode);
        child.answerStart(ControlReply.RETRY);
        child.runDeferred();
    }

    /** Writes a record; if that was changed by somebody else, this instance is not the one any more and stops. */
    void change(HostedChild child, ChildRecord update, Runnable then) {
        registry.compareAndSet(child.record, update)
                .whenCompleteAsync((outcome, failure) -> changed(child, outcome, failure, then), threads.control());
    }

    private void changed(HostedChild child, @Nullable Outcome outcome, @Nullable Throwable failure, Runnable then) {
        if (outcome == null) {
            LOG.debug("the supervisor was closed before the record of '{}' was written", child.name, failure);
        } else if (outcome.applied()) {
            ChildRecord current = outcome.current();
            if (current != null) {
                child.record = current;
            }
            then.run();
        } else {
            LOG.warn("child '{}' was changed elsewhere and stops here: {}", child.name, outcome.current());
            stopSilently(child);
        }
    }

    /** Stops an instance whose record names another; writes nothing. */
    void stopSilently(HostedChild child) {
        child.stage = HostedChild.Stage.LEAVING;
        child.mailbox.seal(null);
        child.process
                .stop(StopReason.SUPERSEDED, false, child.record.spec().shutdown(), null)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            abandoned.report(child, stopped);
                            tellStopped(child, StopReason.SUPERSEDED, null);
                            forget(child, null);
                        },
                        threads.control());
    }

    void tellStopped(HostedChild child, StopReason reason, @Nullable Throwable failure) {
        ChildId id = new ChildId(child.name, child.process.incarnation());
        String type = child.record.spec().type();
        events.dispatch(child.name, listener -> listener.childStopped(id, type, reason, failure));
    }

    private void onControl(ChildProcess process, Consumer<HostedChild> action) {
        threads.control().execute(() -> {
            HostedChild child = children.get(process.name());
            if (child != null && child.isCurrent(process)) {
                action.accept(child);
            }
        });
    }

    /** For the end of everything. */
    Map<String, HostedChild> all() {
        return Map.copyOf(children);
    }
}
