package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildReplyException;
import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.MessageTooLargeException;
import io.github.distributedsupervisor.internal.LogText;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a child handles a message: what is an answer now or later, what is a crash. Used on the child's thread only. */
final class MessageHandling {

    private static final Logger LOG = LoggerFactory.getLogger(MessageHandling.class);

    private final String name;
    private final ChildInstance instance;
    private final MessageCodec codec;
    private final SizeLimits limits;
    private final Set<String> answersOfSpec;
    // by identity; made when first needed, because most children answer at once
    private Set<Delivery> awaited = Set.of();
    private volatile boolean awaits;
    private MessageTraits traits = MessageTraits.NONE;

    MessageHandling(String name, ChildInstance instance, ProcessServices services, Set<String> answersOfSpec) {
        this.name = name;
        this.instance = instance;
        this.codec = services.codec();
        this.limits = services.limits();
        this.answersOfSpec = answersOfSpec;
    }

    /** What the class of the child says about its messages. */
    void suit(Class<?> type) {
        traits = MessageTraits.of(type);
    }

    void handle(Delivery delivery) {
        Envelope envelope = delivery.envelope();
        Object message;
        try {
            message = Objects.requireNonNull(envelope.payload().value(codec), "null is no message");
        } catch (Throwable e) {
            instance.tellIfFatal(e);
            LOG.warn("child '{}' cannot read a message: {}", name, LogText.of(FailureText.summaryOf(e)));
            delivery.reply(new Reply.Invalid(FailureText.messageOf(e)));
            return;
        }
        receive(delivery.observedBy(instance.observe(envelope, message)), message);
    }

    private void receive(Delivery delivery, Object message) {
        Envelope envelope = delivery.envelope();
        CurrentChild current = CurrentChild.enter(name, envelope.callers());
        Throwable failure = null;
        try {
            Child receiver = instance.child();
            switch (envelope.kind()) {
                case CALL -> answer(delivery, () -> receiver.onCall(message));
                case INVOKE ->
                    answer(delivery, () -> ChildMethods.of(receiver.getClass()).invoke(receiver, message));
                case INVOKE_CAST -> {
                    delivery.reply(Reply.Accepted.INSTANCE);
                    ChildMethods.of(receiver.getClass()).invoke(receiver, message);
                }
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
            failure = e;
            if (isCrash(e)) {
                instance.requestEnd(e);
            } else {
                LOG.warn("child '{}' could not do what nobody waits for", name, LogText.of(e));
            }
        } finally {
            current.leave();
            if (!envelope.kind().isAnswered()) {
                delivery.ended(failure);
            }
            delivery.left();
        }
    }

    /** What answers a message. */
    private interface Handler {
        @Nullable
        Object handle() throws Throwable;
    }

    private void answer(Delivery delivery, Handler handler) {
        Object answer;
        try {
            answer = handler.handle();
        } catch (Throwable e) {
            fail(delivery, e);
            return;
        }
        if (answer instanceof CompletionStage<?> later) {
            answerLater(delivery, later.toCompletableFuture());
        } else {
            succeed(delivery, answer);
        }
    }

    /** The next message waits for the answer of this one, unless the child is reentrant; the thread does not. */
    private void answerLater(Delivery delivery, CompletableFuture<?> answer) {
        if (awaited.isEmpty()) {
            awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        awaited.add(delivery);
        awaits = true;
        if (answer.isDone()) {
            answer.whenCompleteAsync((value, failure) -> answerAwaited(delivery, value, failure), Runnable::run);
            return;
        }
        ChildProcess waiting = instance.process();
        answer.whenCompleteAsync(
                (value, failure) -> waiting.order(() -> answerAwaited(delivery, value, failure)), Runnable::run);
    }

    private void answerAwaited(Delivery delivery, @Nullable Object value, @Nullable Throwable failure) {
        if (!awaited.remove(delivery)) {
            return; // it was given up: the child stopped
        }
        awaits = !awaited.isEmpty();
        if (failure == null) {
            succeed(delivery, value);
        } else {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            fail(delivery, wrapped ? Objects.requireNonNull(failure.getCause()) : failure);
        }
    }

    /** Whether the answer of a message is still to come. Any thread. */
    boolean awaitsAnswer() {
        return awaits;
    }

    /** Whether other messages may be handled meanwhile. */
    boolean reentrant() {
        return traits.reentrant();
    }

    /** The child stops before its answers came. */
    void giveUpAnswers() {
        Set<Delivery> lost = awaited;
        awaited = Set.of();
        awaits = false;
        for (Delivery delivery : lost) {
            delivery.reply(new Reply.Lost("the child stopped before its answer came"));
            delivery.ended(new CancellationException("the child stopped before its answer came"));
        }
    }

    private void succeed(Delivery delivery, @Nullable Object answer) {
        Reply reply;
        try {
            Payload payload = Payload.of(answer, codec);
            payload.check(limits, name);
            reply = new Reply.Answer(payload);
        } catch (MessageTooLargeException e) {
            reply = Reply.TooLarge.of(e);
        } catch (InvalidMessageException e) {
            reply = new Reply.Invalid("the answer: " + FailureText.messageOf(e));
        }
        delivery.reply(reply);
        delivery.ended(null);
    }

    private void fail(Delivery delivery, Throwable failure) {
        replyTo(delivery, failure);
        delivery.ended(failure);
    }

    private void replyTo(Delivery delivery, Throwable failure) {
        if (failure instanceof UncallableException) {
            delivery.reply(new Reply.Invalid(FailureText.messageOf(failure)));
            return;
        }
        boolean crashed = isCrash(failure);
        if (crashed) {
            instance.requestEnd(failure);
        }
        delivery.reply(FailureText.reply(failure, crashed));
    }

    private boolean isCrash(Throwable e) {
        return (e instanceof RuntimeException
                        && !(e instanceof ChildReplyException
                                || e instanceof UncallableException
                                || traits.isAnswer(e, answersOfSpec)))
                || e instanceof Error;
    }
}
