package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageTooLargeException;

/**
 * How many bytes may be sent at once. A node that takes in too much at once stands still or dies, and with it all its
 * children.
 *
 * @param message of a message, an answer, the arguments of a child
 * @param state of a state
 */
public record SizeLimits(int message, int state) {

    public static final SizeLimits NONE = new SizeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Returns the same bytes. */
    public byte[] checkMessage(String what, String child, byte[] encoded) {
        return check(what, child, encoded, message);
    }

    /** Returns the same bytes. */
    byte[] checkState(String child, byte[] encoded) {
        return check("the state", child, encoded, state);
    }

    private static byte[] check(String what, String child, byte[] encoded, int limit) {
        if (encoded.length > limit) {
            throw new MessageTooLargeException(what, child, encoded.length, limit);
        }
        return encoded;
    }
}
