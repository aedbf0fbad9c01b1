package io.github.distributedsupervisor.internal.runtime;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A message asks for a method that the child does not have, or does not fit it. Nothing was called. */
final class UncallableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UncallableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
