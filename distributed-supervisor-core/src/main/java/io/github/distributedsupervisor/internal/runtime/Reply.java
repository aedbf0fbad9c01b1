package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/** What becomes of a message. */
public sealed interface Reply {

    /** A cast was taken out of the mailbox and is handled now. */
    record Accepted() implements Reply {
        public static final Accepted INSTANCE = new Accepted();
    }

    /** A call was answered. */
    record Answer(Payload payload) implements Reply {}

    /** The child threw: {@code crashed} tells a crash from an answer. */
    record Failed(String type, String message, String stack, boolean crashed) implements Reply {}

    /** The message or the answer could not be decoded or encoded, or is of a type that is not allowed. */
    record Invalid(String message) implements Reply {}

    /** The answer has more bytes than may be sent. */
    record TooLarge(long size, long limit) implements Reply {

        public static TooLarge of(MessageTooLargeException refusal) {
            return new TooLarge(refusal.size(), refusal.limit());
        }
    }

    /** Not executed, and not going to be; the sender may send it again. */
    record Refused(Reason reason, @Nullable String betterNode) implements Reply {
        public static final Refused NOT_HERE = new Refused(Reason.NOT_HERE, null);
        public static final Refused OUT_OF_ORDER = new Refused(Reason.OUT_OF_ORDER, null);
        public static final Refused FULL = new Refused(Reason.FULL, null);
    }

    /** The node that had the message is gone, or its answer is: it was executed or not. */
    record Lost(String cause) implements Reply {}

    /** Why a message was refused. Sent by ordinal: append only. */
    enum Reason {
        /** The node does not run the child, or no longer. */
        NOT_HERE,
        /** An earlier message of the same sender was refused. */
        OUT_OF_ORDER,
        /** The mailbox is full. */
        FULL
    }
}
