package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageObserver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A message in a mailbox. Exactly one reply is given to each.
 *
 * @param envelope the message
 * @param expiresAtNanos when nobody waits for the answer any more
 * @param replyTo gets the reply, on any thread; must not block
 * @param handling is told how it goes; null when nobody observes, and before it is handled
 */
public record Delivery(
        Envelope envelope, long expiresAtNanos, Consumer<Reply> replyTo, MessageObserver.@Nullable Handling handling) {

    /** Observed by nobody. */
    public Delivery(Envelope envelope, long expiresAtNanos, Consumer<Reply> replyTo) {
        this(envelope, expiresAtNanos, replyTo, null);
    }

    Delivery observedBy(MessageObserver.@Nullable Handling newHandling) {
        return newHandling == null ? this : new Delivery(envelope, expiresAtNanos, replyTo, newHandling);
    }

    /** Answered, or handled if there is no answer. */
    void ended(@Nullable Throwable failure) {
        if (handling != null) {
            handling.ended(failure);
        }
    }

    /** The child's method has returned. */
    void left() {
        if (handling != null) {
            handling.left();
        }
    }

    /** When it came to this node. */
    long arrivedAtNanos() {
        return expiresAtNanos - TimeUnit.MILLISECONDS.toNanos(envelope.remainingMillis());
    }

    void reply(Reply reply) {
        replyTo.accept(reply);
    }

    /** The same message with replies after the first left out. */
    Delivery once() {
        AtomicBoolean replied = new AtomicBoolean();
        return new Delivery(envelope, expiresAtNanos, reply -> {
            if (replied.compareAndSet(false, true)) {
                replyTo.accept(reply);
            }
        });
    }
}
