package io.github.distributedsupervisor;

import java.io.Serial;

/** The child did not start, because the node that was to run it has no such type of children. */
public final class UnknownChildTypeException extends ChildStartException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String type;

    /**
     * For a type.
     *
     * @param type the type that is unknown
     * @param message which ones are known, and what to do
     */
    public UnknownChildTypeException(String type, String message) {
        super(message, null);
        this.type = type;
    }

    /**
     * The type that is unknown.
     *
     * @return the type
     */
    public String type() {
        return type;
    }
}
