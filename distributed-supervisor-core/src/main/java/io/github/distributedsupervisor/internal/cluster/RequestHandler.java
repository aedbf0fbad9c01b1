package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Announcement;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Receiver;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.runtime.Delivery;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other nodes may ask of this one. Hands everything but messages to other threads at once. */
record RequestHandler(
        ChildHost host,
        Coordinator coordinator,
        Revival revival,
        Departure departure,
        ActionRunner runner,
        Relocation relocation,
        Inquiries inquiries,
        FencedStates fenced,
        Consumer<Consumer<ControlReply>> drain,
        NodeDirectory directory,
        Mandate mandate,
        Threads threads)
        implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    @Override
    public void deliver(Envelope envelope, Consumer<Reply> replyTo) {
        long expiresAt = Time.SYSTEM.nanos() + TimeUnit.MILLISECONDS.toNanos(envelope.remainingMillis());
        host.deliver(new Delivery(envelope, expiresAt, replyTo));
    }

    @Override
    public void control(Control request, Consumer<ControlReply> replyTo) {
        if (request.kind() == Control.Kind.LEASE) {
            confirmLease(Objects.requireNonNull(request.announcement()), replyTo);
            return;
        }
        if (inquiries.answer(request, replyTo)) {
            return;
        }
        threads.control().execute(() -> {
            try {
                handle(request, replyTo);
            } catch (RuntimeException e) {
                LOG.error("request {} failed", request.kind(), e);
                replyTo.accept(ControlReply.RETRY);
            }
        });
    }

    /** At once, on whatever thread: nothing may delay it. One that is no member any more is never confirmed. */
    private void confirmLease(Announcement sender, Consumer<ControlReply> replyTo) {
        mandate.learn(sender.electors());
        if (directory.isMember(sender.node()) && mandate.confirm(sender.node(), sender.state())) {
            replyTo.accept(ControlReply.announced(directory.own()));
        } else {
            replyTo.accept(ControlReply.NONE);
        }
    }

    private boolean needsMandate(Control.Kind kind) {
        return switch (kind) {
            case ANNOUNCE, TERMINATING, COLLECT, EXPECT, LEASE, DRAIN, LIST, COUNT, INSPECT -> false;
            default -> true;
        };
    }

    private void handle(Control request, Consumer<ControlReply> replyTo) {
        if (needsMandate(request.kind()) && !mandate.holds()) {
            replyTo.accept(ControlReply.RETRY);
            return;
        }
        String name = request.name();
        switch (request.kind()) {
            case START ->
                coordinator.start(
                        Objects.requireNonNull(request.spec()), Objects.requireNonNull(request.id()), replyTo);
            case TERMINATE -> coordinator.terminate(name, request.number(), replyTo);
            case BEGIN -> coordinator.beginHere(name, request.number(), replyTo);
            case STOP -> departure.terminate(name, request.number(), replyTo);
            case RELEASE ->
                departure.release(
                        name, request.number(), request.node(), directory.state() != NodeState.READY, replyTo);
            case ADOPT -> coordinator.adopt(name, request.number(), request.reason(), replyTo);
            case WAKE -> revival.wake(name, request.spec(), replyTo);
            case PARDON -> revival.pardon(name, replyTo);
            case RESTART, MOVE, UNPIN -> relocation.handle(request, replyTo);
            case CONFLICT ->
                fenced.tell(
                        name,
                        request.states().get(0),
                        request.states().size() > 1 ? request.states().get(1) : null,
                        replyTo);
            case DRAIN -> drain.accept(replyTo);
            case LIST, COUNT, INSPECT, LEASE -> throw new IllegalStateException("answered on another thread");
            case COLLECT ->
                replyTo.accept(
                        ControlReply.collected(runner.running(request.numbers()), mandate.giveUp(request.members())));
            case EXPECT -> {
                runner.expect(request.numbers());
                inquiries.compare(request, replyTo);
            }
            case ANNOUNCE -> {
                directory.learn(Objects.requireNonNull(request.announcement()));
                replyTo.accept(ControlReply.announced(directory.own()));
            }
            case TERMINATING -> {
                directory.terminating(
                        Objects.requireNonNull(request.announcement()), request.name(), request.statuses());
                replyTo.accept(ControlReply.ok(0));
            }
        }
    }
}
