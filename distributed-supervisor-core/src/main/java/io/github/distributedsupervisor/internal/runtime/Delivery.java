package io.github.distributedsupervisor.internal.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A message in a mailbox. Exactly one reply is given to each.
 *
 * @param envelope the message
 * @param expiresAtNanos when nobody waits for the answer any more
 * @param replyTo gets the reply, on any thread; must not block
 */
public record Delivery(Envelope envelope, long expiresAtNanos, Consumer<Reply> replyTo) {

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
