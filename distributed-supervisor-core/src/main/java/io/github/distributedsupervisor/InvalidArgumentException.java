package io.github.distributedsupervisor;

import java.io.Serial;

/** An argument of a child cannot be encoded; nothing was started. */
public final class InvalidArgumentException extends InvalidMessageException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int index;

    /**
     * For one argument.
     *
     * @param index which one, from 0
     * @param message what is wrong and what to do
     * @param cause why
     */
    public InvalidArgumentException(int index, String message, Throwable cause) {
        super(message, cause);
        this.index = index;
    }

    /**
     * Which argument it is.
     *
     * @return the index, from 0
     */
    public int index() {
        return index;
    }
}
