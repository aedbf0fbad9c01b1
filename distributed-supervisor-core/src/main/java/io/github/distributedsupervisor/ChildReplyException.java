package io.github.distributedsupervisor;

import java.io.Serial;

/** Thrown by a child as the answer to a call: the caller gets it, the child lives on. */
public class ChildReplyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * With the text the caller gets.
     *
     * @param message the text
     */
    public ChildReplyException(String message) {
        super(message);
    }
}
