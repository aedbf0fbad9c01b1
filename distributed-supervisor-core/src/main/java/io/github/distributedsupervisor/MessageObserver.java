package io.github.distributedsupervisor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees the messages that this node sends and those that its children handle, as tracing needs it: what the sender's side
 * gives along as headers comes to the side of the child, on whatever node.
 *
 * <p>Called by many threads at once, on the way of each message, so it must be quick and must not block. What it throws is
 * logged and harms no message.
 */
public interface MessageObserver {

    /**
     * A message is about to be sent. On the thread of the sender.
     *
     * @param message what is known of it
     * @return is told how it went
     */
    Sending sending(Message message);

    /**
     * A message is about to be handled. On the thread of the child.
     *
     * @param message what is known of it
     * @param headers what the sender's side gave along
     * @return is told how it went
     */
    Handling handling(Message message, Map<String, String> headers);

    /** How a message is meant. */
    enum Mode {
        /** The sender gets an answer. */
        CALL,
        /** The sender gets no answer; for {@link Child#onCast} or a method with {@link Cast}. */
        CAST,
        /** The sender gets no answer; for {@link Child#onMessage}. */
        SEND
    }

    /**
     * A message.
     *
     * @param supervisor the name of the supervisor
     * @param child the name of the child
     * @param type the type of the child; null on the side of the sender, who does not know it
     * @param incarnation the instance; 0 on the side of the sender
     * @param mode how it is meant
     * @param operation the method, or the simple name of the class of the message
     */
    record Message(
            String supervisor, String child, @Nullable String type, long incarnation, Mode mode, String operation) {}

    /** A message on its way. */
    interface Sending {

        /**
         * What is to travel with the message. Few and short: it costs with each message.
         *
         * @return by name
         */
        Map<String, String> headers();

        /**
         * The answer is there, or a message without one was taken by the child; or neither.
         *
         * @param failure why not; null when it went well
         */
        void ended(@Nullable Throwable failure);
    }

    /** A message that a child handles. Told on the thread of the child. */
    interface Handling {

        /** The child's method has returned. Its answer may still be to come. */
        void left();

        /**
         * The message is answered or, without an answer, handled. Before {@link #left} or after it; never told when the child
         * was given up meanwhile.
         *
         * @param failure what the child threw, as a crash or as an answer; null when it went well
         */
        void ended(@Nullable Throwable failure);
    }
}
