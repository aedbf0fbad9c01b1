package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The node that a request needs is not there or not ready. */
public final class NodeUnavailableException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public NodeUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
