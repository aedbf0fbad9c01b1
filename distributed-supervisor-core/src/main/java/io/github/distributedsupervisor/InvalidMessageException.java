package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The message, answer, argument or state has a type that is not allowed or cannot be encoded or decoded. */
public class InvalidMessageException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public InvalidMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
