package io.github.distributedsupervisor.internal.runtime;

import java.util.List;
import java.util.Map;

/**
 * A message with what its receiver needs to know.
 *
 * @param name the child
 * @param kind how it is handled
 * @param payload the message
 * @param remainingMillis how long an answer is of use to the caller, when it was sent
 * @param callers the children that wait for the answer, directly or through others
 * @param sender the node it comes from
 * @param session grows when the sender begins anew after a refusal
 * @param sequence counts from 0 in a session; a mailbox takes them in order only
 * @param headers what the observer of the sender gives to that of the receiver
 */
public record Envelope(
        String name,
        Kind kind,
        Payload payload,
        long remainingMillis,
        List<String> callers,
        String sender,
        long session,
        long sequence,
        Map<String, String> headers) {

    /** Without headers. */
    public Envelope(
            String name,
            Kind kind,
            Payload payload,
            long remainingMillis,
            List<String> callers,
            String sender,
            long session,
            long sequence) {
        this(name, kind, payload, remainingMillis, callers, sender, session, sequence, Map.of());
    }

    /** How a message is handled. Sent by ordinal: append only. */
    public enum Kind {
        /** {@code onCall}; the sender gets the answer. */
        CALL,
        /** {@code onCast}. */
        CAST,
        /** {@code onMessage}. */
        SEND,
        /** A method of an interface; the sender gets the answer. The message is the signature, then the arguments. */
        INVOKE,
        /** A method of an interface, without an answer. */
        INVOKE_CAST;

        /** Whether the sender waits for what the child answers. */
        public boolean isAnswered() {
            return this == CALL || this == INVOKE;
        }
    }
}
