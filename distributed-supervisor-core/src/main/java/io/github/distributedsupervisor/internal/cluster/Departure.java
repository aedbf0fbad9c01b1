package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.runtime.Stopped;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How children leave this node: stopped for good, or released to another. Runs on the control thread. */
final class Departure {

    private final ChildHost host;
    private final Transport transport;
    private final Threads threads;
    private final Time time;
    private final Duration handoffTimeout;

    Departure(ChildHost host, Transport transport, Threads threads, Time time, Duration handoffTimeout) {
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
        } else if (!child.settled()) {
            child.whenSettled(() -> terminate(name, incarnation, replyTo));
        } else if (incarnation != 0 && incarnation != child.record.incarnation()) {
            replyTo.accept(ControlReply.NONE);
        } else {
            boolean waitsForRestart = child.stage == HostedChild.Stage.BACKING_OFF;
            child.stage = HostedChild.Stage.LEAVING;
            child.startWaiters.add(replyTo);
            if (waitsForRestart) {
                host.bury(child, null, ControlReply.ok(child.record.incarnation()));
            } else {
                host.change(child, child.record.stopping(time.epochMillis()), () -> stopForGood(child));
            }
        }
    }

    private void stopForGood(HostedChild child) {
        child.mailbox.seal(null);
        child.process
                .stop(StopReason.TERMINATED, false, child.record.spec().shutdown(), null)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            host.abandoned.report(child, stopped);
                            host.tellStopped(child, StopReason.TERMINATED, null);
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
            } else {
                child.whenSettled(() -> release(name, 0, target, insist, replyTo));
            }
        } else if (child.stage == HostedChild.Stage.BACKING_OFF) {
            child.stage = HostedChild.Stage.LEAVING;
            vacate(child, target, null, replyTo);
        } else {
            handOff(child, target, insist, replyTo);
        }
    }

    private void handOff(HostedChild child, @Nullable String target, boolean insist, Consumer<ControlReply> replyTo) {
        child.stage = HostedChild.Stage.LEAVING;
        child.mailbox.seal(target);
        StopReason reason = target == null ? StopReason.NODE_STOPPING : StopReason.HANDOFF;
        child.process
                .stop(reason, true, child.record.spec().shutdown(), insist ? null : handoffTimeout)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            if (stopped != null && stopped.end() == Stopped.End.GIVEN_UP) {
                                child.stage = HostedChild.Stage.RUNNING;
                                child.mailbox.unseal();
                                child.runDeferred();
                                replyTo.accept(ControlReply.RETRY);
                            } else {
                                host.abandoned.report(child, stopped);
                                host.tellStopped(child, reason, null);
                                vacate(child, target, stopped == null ? null : stopped.state(), replyTo);
                            }
                        },
                        threads.control());
    }

    private void vacate(
            HostedChild child, @Nullable String target, byte @Nullable [] state, Consumer<ControlReply> replyTo) {
        ChildRecord released = child.record.released(target, state, time.epochMillis());
        host.change(child, released, () -> {
            host.forget(child, target);
            replyTo.accept(ControlReply.ok(child.record.incarnation()));
            if (target != null) {
                transport.control(target, Control.about(Control.Kind.ADOPT, child.name, 0));
            }
        });
    }
}
