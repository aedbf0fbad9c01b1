package io.github.distributedsupervisor.internal.registry;

import java.io.Serial;

/** The store did not save or load a record. */
public final class RecordStoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RecordStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
