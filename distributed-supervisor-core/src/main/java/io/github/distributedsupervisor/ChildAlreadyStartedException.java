package io.github.distributedsupervisor;

import java.io.Serial;

/** A child of that name is there already. It keeps running; nothing was started. */
public final class ChildAlreadyStartedException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ChildRef ref;

    /**
     * With the reference of the live child.
     *
     * @param ref the reference
     */
    public ChildAlreadyStartedException(ChildRef ref) {
        super("child '" + ref.name() + "' is already started; use its reference, or terminate it first");
        this.ref = ref;
    }

    /**
     * The live child.
     *
     * @return its reference
     */
    public ChildRef ref() {
        return ref;
    }
}
