package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The root of what this library throws at run time. Each message names the child, the node and what to do. */
public class SupervisorException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what happened and what to do
     */
    public SupervisorException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public SupervisorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
