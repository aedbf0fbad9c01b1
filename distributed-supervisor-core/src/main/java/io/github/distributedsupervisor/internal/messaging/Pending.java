package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A message that the sender's node still knows of: it waits for a way to the child, or for the reply. */
final class Pending {

    final Envelope.Kind kind;
    final Payload payload;
    final List<String> callers;
    final long deadlineNanos;
    final Map<String, String> headers;
    private final BiConsumer<@Nullable Reply, @Nullable RuntimeException> result;
    private final AtomicBoolean done = new AtomicBoolean();

    /** Guarded by its channel: whether it was handed to a node and not refused. */
    boolean delivered;

    /** Guarded by its channel: whether a reply is expected. */
    boolean underWay;

    /** Guarded by its channel: its place in the channel's session. */
    long sequence;

    Pending(
            Envelope.Kind kind,
            Payload payload,
            List<String> callers,
            long deadlineNanos,
            BiConsumer<@Nullable Reply, @Nullable RuntimeException> result) {
        this(kind, payload, callers, deadlineNanos, Map.of(), result);
    }

    Pending(
            Envelope.Kind kind,
            Payload payload,
            List<String> callers,
            long deadlineNanos,
            Map<String, String> headers,
            BiConsumer<@Nullable Reply, @Nullable RuntimeException> result) {
        this.headers = headers;
        this.kind = kind;
        this.payload = payload;
        this.callers = callers;
        this.deadlineNanos = deadlineNanos;
        this.result = result;
    }

    /** The message as it is sent now. */
    Envelope envelope(String name, long remainingMillis, String sender, long session) {
        return new Envelope(name, kind, payload, remainingMillis, callers, sender, session, sequence, headers);
    }

    boolean isDone() {
        return done.get();
    }

    /** The first of reply, failure and deadline counts; false for the others. */
    boolean finish(@Nullable Reply reply, @Nullable RuntimeException failure) {
        if (!done.compareAndSet(false, true)) {
            return false;
        }
        result.accept(reply, failure);
        return true;
    }

    /** Moves those that are past their deadline. */
    static void takeExpired(Iterator<Pending> all, long nowNanos, List<Pending> expired) {
        while (all.hasNext()) {
            Pending pending = all.next();
            if (pending.deadlineNanos - nowNanos <= 0) {
                all.remove();
                expired.add(pending);
            }
        }
    }
}
