package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** There is no child of that name. Nothing was executed. */
public final class ChildNotFoundException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public ChildNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
