package io.github.distributedsupervisor;

import org.jspecify.annotations.Nullable;

/**
 * Turns messages, answers, arguments and states into bytes and back. Called by many threads at once.
 *
 * <p>Bytes come from the network: an implementation must refuse to instantiate a class that was not allowed.
 */
public interface MessageCodec {

    /**
     * Encodes a value.
     *
     * @param value the value, may be null
     * @return the bytes
     * @throws InvalidMessageException when the type is not allowed or cannot be encoded
     */
    byte[] encode(@Nullable Object value);

    /**
     * Decodes a value.
     *
     * @param bytes what {@link #encode} returned, perhaps on another node with another version of the class
     * @return the value
     * @throws InvalidMessageException when the type is not allowed or the bytes do not fit it
     */
    @Nullable
    Object decode(byte[] bytes);
}
