package io.github.distributedsupervisor;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The child did not start. No record of it remains; what its factory or {@link Child#onStart} threw is here as text. */
public sealed class ChildStartException extends SupervisorException permits UnknownChildTypeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ChildFailure failure;

    /**
     * With a message and what the child threw.
     *
     * @param message what happened and what to do
     * @param failure what the child threw, if it came so far
     */
    public ChildStartException(String message, @Nullable ChildFailure failure) {
        super(message);
        this.failure = failure;
    }

    /**
     * What the child threw.
     *
     * @return empty when it did not come so far
     */
    public Optional<ChildFailure> failure() {
        return Optional.ofNullable(failure);
    }
}
