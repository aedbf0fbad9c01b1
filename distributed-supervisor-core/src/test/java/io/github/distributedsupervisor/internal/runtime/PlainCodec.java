package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MessageCodec;
import java.nio.charset.StandardCharsets;

/** Knows strings only. */
public final class PlainCodec implements MessageCodec {

    @Override
    public byte[] encode(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new InvalidMessageException("only strings", null);
    }

    @Override
    public Object decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
