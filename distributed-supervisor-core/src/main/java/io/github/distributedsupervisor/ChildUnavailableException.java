package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The child could not be reached before the deadline: it is starting, moving or failing over. Nothing was executed; the call may be repeated. */
public final class ChildUnavailableException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public ChildUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
