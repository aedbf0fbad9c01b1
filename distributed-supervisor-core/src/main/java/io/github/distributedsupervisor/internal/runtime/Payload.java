package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message or an answer on its way: as an object when nobody can change it, else as bytes. */
public final class Payload {

    /** An answer without content. */
    public static final Payload NULL = new Payload(null, null);

    private final @Nullable Object object;
    private final byte @Nullable [] bytes;

    private Payload(@Nullable Object object, byte @Nullable [] bytes) {
        this.object = object;
        this.bytes = bytes;
    }

    /** Keeps immutable values; takes a copy of others now, so that later changes of the sender do not show. */
    public static Payload of(@Nullable Object value, MessageCodec codec) {
        if (value == null) {
            return NULL;
        }
        return Immutability.isImmutable(value) ? new Payload(value, null) : ofBytes(codec.encode(value));
    }

    /** The call of a method: the array is the sender's no more, so only what it holds may need a copy. */
    public static Payload ofCall(@Nullable Object[] parts, MessageCodec codec) {
        for (Object part : parts) {
            if (part != null && !Immutability.isImmutable(part)) {
                return ofBytes(codec.encode(parts));
            }
        }
        return new Payload(parts, null);
    }

    public static Payload ofBytes(byte[] bytes) {
        return new Payload(null, bytes);
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
