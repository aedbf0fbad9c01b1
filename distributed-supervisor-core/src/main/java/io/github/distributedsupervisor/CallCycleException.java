package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The call would wait for a child that itself waits, directly or through others, for this caller. */
public final class CallCycleException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public CallCycleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
