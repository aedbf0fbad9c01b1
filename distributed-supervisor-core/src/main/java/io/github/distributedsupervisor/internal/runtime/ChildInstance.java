package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildReplyException;
import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's object and how its methods are called: what is an answer, what is a crash. Used on the child's thread only,
 * except where it says otherwise.
 */
final class ChildInstance {

    private static final Logger LOG = LoggerFactory.getLogger(ChildInstance.class);

    private final String name;
    private final ChildContext context;
    private final InstanceMaker maker;
    private final MessageCodec codec;
    private @Nullable ProcessOwner owner;
    private @Nullable ChildProcess process;
    private @Nullable Child child;
    private volatile boolean endRequested;
    private volatile @Nullable Throwable failure;

    ChildInstance(String name, ChildContext context, InstanceMaker maker, MessageCodec codec) {
        this.name = name;
        this.context = context;
        this.maker = maker;
        this.codec = codec;
    }

    void ownedBy(ProcessOwner newOwner, ChildProcess newProcess) {
        this.owner = newOwner;
        this.process = newProcess;
    }

    /** Returns what went wrong, or null. */
    @Nullable
    Throwable start(byte @Nullable [] state) {
        CurrentChild current = CurrentChild.enter(name, List.of());
        try {
            Child made = Objects.requireNonNull(maker.make(), "the factory made no child");
            child = made;
            if (state != null && made instanceof Stateful<?> stateful) {
                restore(stateful, state);
            }
            made.onStart(context);
            return null;
        } catch (Throwable e) {
            dispose();
            return e;
        } finally {
            current.leave();
        }
    }

    @SuppressWarnings("unchecked") // the state was captured by an object of this type; a mismatch is caught
    private void restore(Stateful<?> stateful, byte[] state) {
        try {
            ((Stateful<Object>) stateful).restoreState(Objects.requireNonNull(codec.decode(state)));
        } catch (RuntimeException e) {
            LOG.warn("child '{}' cannot restore the state of its previous instance and starts without", name, e);
        }
    }

    /** Returns null when there is nothing to capture or it fails: then the child moves without state. */
    byte @Nullable [] capture() {
        if (!(child instanceof Stateful<?> stateful)) {
            return null;
        }
        try {
            return codec.encode(Objects.requireNonNull(stateful.captureState(), "captureState returned null"));
        } catch (Throwable e) {
            LOG.warn("child '{}' cannot capture its state and moves without", name, e);
            return null;
        }
    }

    void stop(StopReason reason, boolean callOnStop) {
        Child stopping = child;
        if (stopping != null && callOnStop) {
            CurrentChild current = CurrentChild.enter(name, List.of());
            try {
                stopping.onStop(reason);
            } catch (Throwable e) {
                LOG.warn("onStop of child '{}' failed", name, e);
            } finally {
                current.leave();
            }
        }
        dispose();
    }

    private void dispose() {
        Child disposed = child;
        child = null;
        if (disposed != null) {
            try {
                maker.dispose(disposed);
            } catch (Throwable e) {
                LOG.warn("disposing of child '{}' failed", name, e);
            }
        }
    }

    /** Any thread. */
    void requestEnd(@Nullable Throwable newFailure) {
        failure = newFailure;
        endRequested = true;
    }

    boolean endRequested() {
        return endRequested;
    }

    void end() {
        stop(failure == null ? StopReason.NORMAL : StopReason.CRASHED, true);
    }

    void tellEnded() {
        StopReason reason = failure == null ? StopReason.NORMAL : StopReason.CRASHED;
        Objects.requireNonNull(owner).ended(Objects.requireNonNull(process), reason, failure);
    }

    /** Runs a timer: whatever it throws is a crash. */
    void guard(Runnable action) {
        CurrentChild current = CurrentChild.enter(name, List.of());
        try {
            action.run();
        } catch (Throwable e) {
            requestEnd(e);
        } finally {
            current.leave();
        }
    }

    void handle(Delivery delivery) {
        Envelope envelope = delivery.envelope();
        Object message;
        try {
            message = Objects.requireNonNull(envelope.payload().value(codec), "null is no message");
        } catch (Throwable e) {
            LOG.warn("child '{}' cannot read a message: {}", name, FailureText.summaryOf(e));
            delivery.reply(new Reply.Invalid(FailureText.messageOf(e)));
            return;
        }
        CurrentChild current = CurrentChild.enter(name, envelope.callers());
        try {
            Child receiver = Objects.requireNonNull(child);
            switch (envelope.kind()) {
                case CALL -> call(receiver, message, delivery);
                case CAST -> {
                    delivery.reply(Reply.Accepted.INSTANCE);
                    receiver.onCast(message);
                }
                case SEND -> {
                    delivery.reply(Reply.Accepted.INSTANCE);
                    receiver.onMessage(message);
                }
            }
        } catch (Throwable e) {
            requestEnd(e);
        } finally {
            current.leave();
        }
    }

    private void call(Child receiver, Object message, Delivery delivery) {
        Object answer;
        try {
            answer = receiver.onCall(message);
        } catch (Throwable e) {
            boolean crashed = isCrash(e);
            if (crashed) {
                requestEnd(e);
            }
            delivery.reply(FailureText.reply(e, crashed));
            return;
        }
        Reply reply;
        try {
            reply = new Reply.Answer(Payload.of(answer, codec));
        } catch (InvalidMessageException e) {
            reply = new Reply.Invalid("the answer: " + FailureText.messageOf(e));
        }
        delivery.reply(reply);
    }

    private static boolean isCrash(Throwable e) {
        return (e instanceof RuntimeException && !(e instanceof ChildReplyException)) || e instanceof Error;
    }
}
