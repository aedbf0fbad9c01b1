package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The child did not start. No record of it remains; the cause is the text of what its factory or onStart threw. */
public final class ChildStartException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public ChildStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
