package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How children leave this node: stopped for good, or released to another. Runs on the control thread. */
final class Departure {

    private final Registry registry;
    private final ChildHost host;
    private final Transport transport;
    private final Threads threads;
    private final Time time;
    private final Duration handoffTimeout;

    Departure(
            Registry registry,
            ChildHost host,
            Transport transport,
            Threads threads,
            Time time,
            Duration handoffTimeout) {
        this.registry = registry;
        this.host = host;
        this.transport = transport;
        this.threads = threads;
        this.time = time;
        this.handoffTimeout = handoffTimeout;
    }

    /** Stops a child for good; answers NONE when this node has no such instance. */
    void terminate(String name, long incarnation, Consumer<ControlReply> replyTo) {
        HostedChild child = host.find(name);
        if (child == null) {
            replyTo.accept(ControlReply.NONE);
        } else if (incarnation != 0 && incarnation != child.record.incarnation()) {
            replyTo.accept(ControlReply.NONE);
        } else if (!child.settled()) {
            child.process.limitStart();
            child.whenSettled(() -> terminate(name, 0, replyTo)); // also what a start that fails makes of it
        } else {
            boolean waitsForRestart = child.stage == HostedChild.Stage.BACKING_OFF;
            child.stage = HostedChild.Stage.LEAVING;
            child.startWaiters.add(replyTo);
            if (waitsForRestart) {
                host.bury(child, null, ControlReply.ok(child.record.incarnation()));
            } else {
                host.change(child, record -> record.stopping(time.epochMillis()), () -> stopForGood(child));
            }
        }
    }

    /**
     * Stops a child that nobody is left to take. A store keeps it for the next start of all nodes, unless it is temporary;
     * the other nodes leave as well, so that the grid may not answer any more.
     */
    void putAway(HostedChild child) {
        if (child.stage == HostedChild.Stage.LEAVING) {
            saveLast(child);
        } else if (!child.settled()) {
            child.whenSettled(() -> putAway(child));
        } else if (child.stage == HostedChild.Stage.BACKING_OFF) {
            child.stage = HostedChild.Stage.LEAVING;
            leaveLast(child, null);
        } else {
            child.stage = HostedChild.Stage.LEAVING;
            child.mailbox.seal(null);
            child.process
                    .stop(StopReason.NODE_STOPPING, true, child.record.spec().shutdown(), null)
                    .whenCompleteAsync(
                            (stopped, failure) -> {
                                host.abandoned.report(child, stopped);
                                host.events.stopped(child, StopReason.NODE_STOPPING, null);
                                leaveLast(child, stopped == null ? null : stopped.state());
                            },
                            threads.control());
        }
    }

    private void leaveLast(HostedChild child, byte @Nullable [] state) {
        UnaryOperator<ChildRecord> change = record -> record.spec().restart() == Restart.TEMPORARY
                ? record.removed(null, time.epochMillis())
                : record.released(null, state, time.epochMillis());
        child.last = change.apply(child.record);
        saveLast(child);
        host.change(child, change, () -> host.forget(child, null));
    }

    private void saveLast(HostedChild child) {
        ChildRecord last = child.last;
        if (last == null) {
            return; // it still stops
        }
        child.last = null;
        registry.saveLast(last)
                .whenCompleteAsync(
                        (saved, failure) -> {
                            if (failure == null) {
                                host.forget(child, null);
                            }
                        },
                        threads.control());
    }

    private void stopForGood(HostedChild child) {
        child.mailbox.seal(null);
        child.process
                .stop(StopReason.TERMINATED, false, child.record.spec().shutdown(), null)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            host.abandoned.report(child, stopped);
                            host.events.stopped(child, StopReason.TERMINATED, null);
                            host.bury(child, null, ControlReply.ok(child.record.incarnation()));
                        },
                        threads.control());
    }

    /**
     * Stops a child with its state and gives it away.
     *
     * @param target who is to claim it; null when nobody can
     * @param insist whether this node leaves, so that the child must go even if it is busy for long
     */
    void release(
            String name, long incarnation, @Nullable String target, boolean insist, Consumer<ControlReply> replyTo) {
        HostedChild child = host.find(name);
        if (child == null || (incarnation != 0 && child.record.incarnation() != incarnation)) {
            replyTo.accept(ControlReply.NONE);
        } else if (!child.settled()) {
            if (child.stage == HostedChild.Stage.LEAVING) {
                replyTo.accept(ControlReply.RETRY);
            } else if (insist) {
                child.whenSettled(() -> release(name, 0, target, true, replyTo));
            } else {
                releaseWhenSettled(child, target, replyTo);
            }
        } else if (child.stage == HostedChild.Stage.BACKING_OFF) {
            child.stage = HostedChild.Stage.LEAVING;
            vacate(child, target, released(target, null), replyTo);
        } else {
            handOff(child, target, insist, replyTo);
        }
    }

    /** Its coordinator moves only so many at a time, and does not wait for a start that takes long. */
    private void releaseWhenSettled(HostedChild child, @Nullable String target, Consumer<ControlReply> replyTo) {
        AtomicBoolean answered = new AtomicBoolean();
        child.whenSettled(() -> {
            if (answered.compareAndSet(false, true)) {
                release(child.name, 0, target, false, replyTo);
            }
        });
        later(handoffTimeout, () -> {
            if (answered.compareAndSet(false, true)) {
                replyTo.accept(ControlReply.RETRY);
            }
        });
    }

    private void later(Duration delay, Runnable action) {
        try {
            threads.scheduler()
                    .schedule(() -> threads.control().execute(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            action.run(); // closed
        }
    }

    private void handOff(HostedChild child, @Nullable String target, boolean insist, Consumer<ControlReply> replyTo) {
        child.stage = HostedChild.Stage.LEAVING;
        child.mailbox.seal(target);
        StopReason reason = target == null ? StopReason.NODE_STOPPING : StopReason.HANDOFF;
        long ranMillis = time.epochMillis() - child.record.changedAt();
        child.process
                .stop(reason, true, child.record.spec().shutdown(), insist ? null : handoffTimeout)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            if (stopped != null && stopped.end() == Stopped.End.GIVEN_UP) {
                                resume(child);
                                replyTo.accept(ControlReply.RETRY);
                            } else {
                                host.abandoned.report(child, stopped);
                                host.events.stopped(child, reason, null);
                                boolean abandoned = stopped != null && stopped.end() == Stopped.End.ABANDONED;
                                byte[] state = stopped == null ? null : stopped.state();
                                vacate(
                                        child,
                                        target,
                                        abandoned ? abandonment(target, ranMillis) : released(target, state),
                                        replyTo);
                            }
                        },
                        threads.control());
    }

    /** Puts children to sleep that had no message for as long as their spec says. */
    void passivateIdle() {
        for (HostedChild child : host.all().values()) {
            long idleMillis = child.record.spec().passivateMillis();
            boolean idle = idleMillis > 0
                    && child.stage == HostedChild.Stage.RUNNING
                    && time.millis() - child.touchedMillis >= idleMillis
                    && child.mailbox.size() == 0
                    && !child.process.hasTimers()
                    && !child.process.awaitsAnswer();
            if (idle) {
                passivate(child);
            }
        }
    }

    private void passivate(HostedChild child) {
        child.stage = HostedChild.Stage.LEAVING;
        child.mailbox.seal(null);
        child.process
                .stop(StopReason.PASSIVATED, true, child.record.spec().shutdown(), handoffTimeout)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            if (stopped != null && stopped.end() == Stopped.End.GIVEN_UP) {
                                resume(child);
                                return;
                            }
                            host.abandoned.report(child, stopped);
                            host.events.stopped(child, StopReason.PASSIVATED, null);
                            byte[] state = stopped == null ? null : stopped.state();
                            host.change(
                                    child,
                                    record -> record.passive(state, time.epochMillis()),
                                    () -> host.forget(child, null));
                        },
                        threads.control());
    }

    private void resume(HostedChild child) {
        if (host.fencing.includes(child)) {
            return;
        }
        child.stage = HostedChild.Stage.RUNNING;
        child.mailbox.unseal();
        child.runDeferred();
    }

    private UnaryOperator<ChildRecord> released(@Nullable String target, byte @Nullable [] state) {
        return record -> record.released(target, state, time.epochMillis());
    }

    private UnaryOperator<ChildRecord> abandonment(@Nullable String target, long ranMillis) {
        return record -> {
            long now = time.epochMillis();
            ChildFailure failure = new ChildFailure(
                    Instant.ofEpochMilli(now),
                    record.incarnation(),
                    "abandoned",
                    "it did not end when its node left, " + ranMillis + " ms after it had started there",
                    "");
            return record.abandoned(target, ranMillis, failure, now);
        };
    }

    private void vacate(
            HostedChild child,
            @Nullable String target,
            UnaryOperator<ChildRecord> change,
            Consumer<ControlReply> replyTo) {
        child.last = change.apply(child.record);
        host.change(
                child,
                change,
                () -> {
                    host.forget(child, target);
                    replyTo.accept(ControlReply.ok(child.record.incarnation()));
                    if (target != null) {
                        transport.control(
                                target, Control.adopt(child.name, child.record.incarnation(), StartReason.HANDOFF));
                    }
                },
                () -> replyTo.accept(ControlReply.RETRY)); // else its coordinator waits for ever and moves it no more
    }
}
