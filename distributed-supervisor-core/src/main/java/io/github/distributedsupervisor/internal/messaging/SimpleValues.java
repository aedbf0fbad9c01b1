package io.github.distributedsupervisor.internal.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values that make up most messages and answers, in a form of their own beside Fory's, whose first byte is always small:
 * a tag and the value. Half of the time that a codec takes for them is spent on finding out what they are.
 */
final class SimpleValues {

    private static final byte NULL = (byte) 0xF0;
    private static final byte LONG = (byte) 0xF1;
    private static final byte INTEGER = (byte) 0xF2;
    private static final byte FALSE = (byte) 0xF3;
    private static final byte TRUE = (byte) 0xF4;
    private static final byte STRING = (byte) 0xF5;

    private SimpleValues() {}

    /** Returns null for others. */
    static byte @Nullable [] encode(@Nullable Object value) {
        if (value == null) {
            return new byte[] {NULL};
        }
        if (value instanceof Long number) {
            return ByteBuffer.allocate(1 + Long.BYTES).put(LONG).putLong(number).array();
        }
        if (value instanceof Integer number) {
            return ByteBuffer.allocate(1 + Integer.BYTES)
                    .put(INTEGER)
                    .putInt(number)
                    .array();
        }
        if (value instanceof Boolean truth) {
            return new byte[] {truth ? TRUE : FALSE};
        }
        return value instanceof String text ? encode(text) : null;
    }

    private static byte @Nullable [] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return null; // unpaired ones do not survive UTF-8
            }
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + utf8.length)
                .put(STRING)
                .putInt(utf8.length)
                .put(utf8)
                .array();
    }

    static boolean isOne(byte[] bytes) {
        return bytes.length > 0 && bytes[0] <= STRING && bytes[0] >= NULL;
    }

    /** Fails with an unchecked exception when the bytes are damaged. */
    static @Nullable Object decode(byte[] bytes) {
        ByteBuffer content = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        Object value = switch (bytes[0]) {
            case LONG -> content.getLong();
            case INTEGER -> content.getInt();
            case FALSE -> false;
            case TRUE -> true;
            case STRING -> {
                if (content.getInt() != content.remaining()) {
                    throw new IllegalArgumentException("a text of another length");
                }
                byte[] utf8 = new byte[content.remaining()];
                content.get(utf8);
                yield new String(utf8, StandardCharsets.UTF_8);
            }
            default -> null;
        };
        if (content.hasRemaining()) {
            throw new IllegalArgumentException(content.remaining() + " bytes too many");
        }
        return value;
    }
}
