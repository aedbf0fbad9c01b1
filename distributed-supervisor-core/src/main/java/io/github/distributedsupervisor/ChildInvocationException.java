package io.github.distributedsupervisor;

import java.io.Serial;

/**
 * The child threw while it handled a call. What it threw arrives as text, never as an object of a class that the caller
 * may not have.
 */
public final class ChildInvocationException extends SupervisorException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String child;
    private final String remoteType;
    private final String remoteMessage;
    private final String remoteStack;
    private final boolean crashed;

    /**
     * With what the child threw.
     *
     * @param child the child's name
     * @param remoteType the class of what it threw
     * @param remoteMessage its message
     * @param remoteStack its stack trace
     * @param crashed whether the child crashed of it; else it was an answer
     */
    public ChildInvocationException(
            String child, String remoteType, String remoteMessage, String remoteStack, boolean crashed) {
        super("child '" + child + "' " + (crashed ? "crashed with " : "answered with ") + remoteType + ": "
                + remoteMessage);
        this.child = child;
        this.remoteType = remoteType;
        this.remoteMessage = remoteMessage;
        this.remoteStack = remoteStack;
        this.crashed = crashed;
    }

    /**
     * The child's name.
     *
     * @return the name
     */
    public String child() {
        return child;
    }

    /**
     * The class of what the child threw.
     *
     * @return the class name
     */
    public String remoteType() {
        return remoteType;
    }

    /**
     * The message of what the child threw.
     *
     * @return the message
     */
    public String remoteMessage() {
        return remoteMessage;
    }

    /**
     * The stack trace of what the child threw.
     *
     * @return several lines
     */
    public String remoteStack() {
        return remoteStack;
    }

    /**
     * Whether the child crashed of it.
     *
     * @return false when it was an answer and the child lives on
     */
    public boolean crashed() {
        return crashed;
    }
}
