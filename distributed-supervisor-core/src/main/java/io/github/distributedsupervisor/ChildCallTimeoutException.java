package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No answer in time, though the message was delivered: it may have been executed, or may be later. */
public final class ChildCallTimeoutException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public ChildCallTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
