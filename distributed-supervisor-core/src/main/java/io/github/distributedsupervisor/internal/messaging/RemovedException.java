package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.SupervisorException;
import java.io.Serial;

/** The other node says that this one is no member of its cluster. */
public final class RemovedException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    RemovedException(String node, Throwable cause) {
        super("node " + node + " has removed this one from the cluster", cause);
    }
}
