package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.CallCycleException;
import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.ChildNotFoundException;
import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.MessageObserver;
import io.github.distributedsupervisor.MessageTooLargeException;
import io.github.distributedsupervisor.OutcomeUnknownException;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.internal.LogText;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.runtime.CurrentChild;
import io.github.distributedsupervisor.internal.runtime.ElasticExecutor;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Observing;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls and casts, as callers see them. */
public final class Messenger {

    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);
    private static final Duration CAST_PATIENCE = Duration.ofSeconds(30);

    private final Channels channels;
    private final MessageCodec codec;
    private final Time time;
    private final Executor callbacks;
    private final SizeLimits limits;
    private final @Nullable Observing observing;
    private final LongAdder lostCasts = new LongAdder();

    /**
     * @param callbacks completes the futures that callers get
     * @param observing tells of each message; null when nobody observes
     */
    public Messenger(
            Channels channels,
            MessageCodec codec,
            SizeLimits limits,
            Time time,
            Executor callbacks,
            @Nullable Observing observing) {
        this.observing = observing;
        this.channels = channels;
        this.codec = codec;
        this.limits = limits;
        this.time = time;
        this.callbacks = callbacks;
    }

    /** A message for the wire or the neighbour. */
    public Payload payloadOf(Object message) {
        return Payload.of(message, codec);
    }

    /** The call of a method: its signature, then its arguments, in an array that is not used again. */
    public Payload payloadOfCall(@Nullable Object[] parts) {
        return Payload.ofCall(parts, codec);
    }

    /** Calls and waits. */
    public @Nullable Object call(String name, Envelope.Kind kind, Payload message, Duration timeout) {
        List<String> waiting = CurrentChild.waiting();
        if (waiting.contains(name)) {
            throw new CallCycleException(
                    "child '" + name + "' waits for this call itself: " + String.join(" -> ", waiting) + " -> " + name
                            + "; use cast or callAsync for one of them",
                    null);
        }
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        // what makes the answer runs code of the user: here, not where it arrives
        CompletableFuture<Runnable> completion = new CompletableFuture<>();
        send(name, kind, message, timeout, waiting, answer, completion::complete);
        try {
            ElasticExecutor.await(completion).run();
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            OutcomeUnknownException unknown = new OutcomeUnknownException(
                    "interrupted while waiting for the answer of child '" + name + "'; it may be executed", e);
            answer.completeExceptionally(unknown);
            throw unknown;
        } catch (ExecutionException e) {
            throw rethrowable(e.getCause());
        }
    }

    private static RuntimeException rethrowable(@Nullable Throwable failure) {
        if (failure instanceof SupervisorException known) {
            known.setStackTrace(new Throwable().getStackTrace()); // where it helps: at the caller
            return known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new SupervisorException("call failed", failure);
    }

    /** Calls without waiting. */
    public CompletableFuture<@Nullable Object> callAsync(
            String name, Envelope.Kind kind, Payload message, Duration timeout) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        send(name, kind, message, timeout, List.of(), answer, callbacks);
        return answer;
    }

    private void send(
            String name,
            Envelope.Kind kind,
            Payload payload,
            Duration timeout,
            List<String> callers,
            CompletableFuture<@Nullable Object> answer,
            Executor completer) {
        payload.check(limits, name);
        MessageObserver.Sending sending = observe(name, kind, payload);
        if (sending != null) {
            answer.whenCompleteAsync((value, failure) -> sending.ended(failure), Runnable::run);
        }
        Pending pending = new Pending(
                kind,
                payload,
                callers,
                time.nanos() + timeout.toNanos(),
                headersOf(sending),
                (reply, failure) -> inform(completer, () -> complete(name, answer, reply, failure)));
        send(name, pending, sending);
    }

    private static void inform(Executor executor, Runnable sender) {
        try {
            executor.execute(sender);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // closed, or there is no thread left
            LOG.debug("the sender is told by the thread that had the answer", e);
            sender.run();
        }
    }

    private MessageObserver.@Nullable Sending observe(String name, Envelope.Kind kind, Payload payload) {
        return observing == null ? null : observing.sending(name, kind, payload);
    }

    private static Map<String, String> headersOf(MessageObserver.@Nullable Sending sending) {
        return sending == null ? Map.of() : sending.headers();
    }

    private void send(String name, Pending pending, MessageObserver.@Nullable Sending sending) {
        try {
            channels.send(name, pending);
        } catch (RuntimeException e) {
            if (sending != null) {
                sending.ended(e);
            }
            throw e;
        }
    }

    private void complete(
            String name,
            CompletableFuture<@Nullable Object> answer,
            @Nullable Reply reply,
            @Nullable RuntimeException failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else if (reply instanceof Reply.Answer answered) {
            try {
                answer.complete(answered.payload().value(codec));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        } else {
            answer.completeExceptionally(failureOf(name, reply));
        }
    }

    /** What a caller gets for a reply that is no answer. */
    public static RuntimeException failureOf(String name, @Nullable Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            return new ChildInvocationException(
                    name, failed.type(), failed.message(), failed.stack(), failed.crashed());
        }
        if (reply instanceof Reply.Invalid invalid) {
            return new InvalidMessageException("child '" + name + "': " + invalid.message(), null);
        }
        if (reply instanceof Reply.TooLarge tooLarge) {
            return new MessageTooLargeException("the answer", name, tooLarge.size(), tooLarge.limit());
        }
        if (reply instanceof Reply.Lost lost) {
            return new OutcomeUnknownException(
                    "the node of child '" + name
                            + "' was lost while it had the message, which may have been executed or" + " not: "
                            + lost.cause(),
                    null);
        }
        return new SupervisorException("unexpected reply of child '" + name + "': " + reply);
    }

    /** Sends without an answer; drops the message when there is no such child. */
    public void tell(String name, Envelope.Kind kind, Payload message) {
        message.check(limits, name);
        MessageObserver.Sending sending = observe(name, kind, message);
        long deadline = time.nanos() + CAST_PATIENCE.toNanos();
        Pending pending = new Pending(kind, message, List.of(), deadline, headersOf(sending), (reply, failure) -> {
            boolean accepted = reply instanceof Reply.Accepted;
            if (!accepted) {
                dropped(name, reply, failure);
            }
            if (sending != null) {
                Throwable thrown = accepted ? null : failure != null ? failure : failureOf(name, reply);
                inform(callbacks, () -> sending.ended(thrown));
            }
        });
        send(name, pending, sending);
    }

    private void dropped(String name, @Nullable Reply reply, @Nullable RuntimeException failure) {
        lostCasts.increment();
        if (failure instanceof InvalidMessageException || reply instanceof Reply.Invalid) {
            LOG.warn(
                    "a message to child '{}' was dropped, for it is none: {}",
                    name,
                    LogText.of(String.valueOf(failure != null ? failure : reply)));
        } else if (!(failure instanceof ChildNotFoundException)) {
            LOG.debug("a message to child '{}' was dropped: {}", name, failure != null ? failure : reply);
        }
    }

    /** Casts and sends that were dropped. */
    public long lostCasts() {
        return lostCasts.sum();
    }
}
