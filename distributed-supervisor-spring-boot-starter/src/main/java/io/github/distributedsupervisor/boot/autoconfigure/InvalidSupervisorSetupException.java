package io.github.distributedsupervisor.boot.autoconfigure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The application cannot start like this; says what is wrong and what to do about it. */
final class InvalidSupervisorSetupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String action;

    InvalidSupervisorSetupException(String description, String action) {
        this(description, action, null);
    }

    InvalidSupervisorSetupException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
