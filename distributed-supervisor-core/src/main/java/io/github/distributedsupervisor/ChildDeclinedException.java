package io.github.distributedsupervisor;

import java.io.Serial;

/**
 * Thrown by {@link Child#onStart}: the child does not want to run. That is no failure: nothing is restarted, nothing
 * remains of the child, and whoever starts it gets this exception.
 */
public final class ChildDeclinedException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With a reason.
     *
     * @param reason why the child does not run
     */
    public ChildDeclinedException(String reason) {
        super(reason);
    }
}
