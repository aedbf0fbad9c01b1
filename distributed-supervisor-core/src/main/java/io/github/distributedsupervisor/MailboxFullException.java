package io.github.distributedsupervisor;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Too many messages wait for the child. Nothing was executed; slow down and repeat. */
public final class MailboxFullException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a message and a cause.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public MailboxFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
