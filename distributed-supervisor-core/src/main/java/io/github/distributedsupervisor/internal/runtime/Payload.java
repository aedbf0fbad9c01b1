package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message or an answer on its way: as an object when nobody can change it, else as bytes. */
public final class Payload {

    /** An answer without content. */
    public static final Payload NULL = new Payload(null, null, null);

    private final @Nullable Object object;
    private final byte @Nullable [] bytes;
    private final @Nullable Object about;

    /** @param about what was encoded: its class, or the signature of a method; null when that is not known or not asked */
    private Payload(@Nullable Object object, byte @Nullable [] bytes, @Nullable Object about) {
        this.object = object;
        this.bytes = bytes;
        this.about = about;
    }

    /** Keeps immutable values; takes a copy of others now, so that later changes of the sender do not show. */
    public static Payload of(@Nullable Object value, MessageCodec codec) {
        if (value == null) {
            return NULL;
        }
        return Immutability.isImmutable(value)
                ? new Payload(value, null, null)
                : new Payload(null, codec.encode(value), value.getClass());
    }

    /** The call of a method: the array is the sender's no more, so only what it holds may need a copy. */
    public static Payload ofCall(@Nullable Object[] parts, MessageCodec codec) {
        for (Object part : parts) {
            if (part != null && !Immutability.isImmutable(part)) {
                return new Payload(null, codec.encode(parts), parts[0]);
            }
        }
        return new Payload(parts, null, null);
    }

    public static Payload ofBytes(byte[] bytes) {
        return new Payload(null, bytes, null);
    }

    /** The method that is called, or the simple name of the class of the message. */
    String operation() {
        Object known = object != null ? object : about;
        return known == null ? "" : operationOf(known);
    }

    /** The same of a message that was decoded. */
    static String operationOf(Object message) {
        if (message instanceof Object[] call && call.length > 0 && call[0] instanceof String signature) {
            return methodOf(signature);
        }
        if (message instanceof Class<?> type) {
            return type.getSimpleName();
        }
        return message.getClass().getSimpleName();
    }

    private static String methodOf(String signature) {
        int end = signature.indexOf('(');
        return end < 0 ? signature : signature.substring(0, end);
    }

    /** What is bytes already is checked at once; the rest when it leaves the node. */
    public void check(SizeLimits limits, String child) {
        if (bytes != null) {
            limits.checkMessage("a message", child, bytes);
        }
    }

    /** For the wire. */
    public byte[] bytes(MessageCodec codec) {
        return bytes != null ? bytes : codec.encode(object);
    }

    /** For the wire, when it is bytes already. */
    public byte[] encodedBytes() {
        return Objects.requireNonNull(bytes, "not encoded");
    }

    /** For the receiver. */
    public @Nullable Object value(MessageCodec codec) {
        return bytes != null ? codec.decode(bytes) : object;
    }
}
