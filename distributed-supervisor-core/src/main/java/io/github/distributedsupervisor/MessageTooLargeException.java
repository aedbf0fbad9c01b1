package io.github.distributedsupervisor;

import java.io.Serial;

/** A message, an answer, the arguments or the state of a child have more bytes than allowed; they were not sent. */
public final class MessageTooLargeException extends InvalidMessageException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String child;
    private final long size;
    private final long limit;

    /**
     * For something of a child.
     *
     * @param what what it is, for people
     * @param child the child's name
     * @param size how many bytes it has
     * @param limit how many are allowed
     */
    public MessageTooLargeException(String what, String child, long size, long limit) {
        super(
                what + " of child '" + child + "': " + size + " bytes, but at most " + limit
                        + " are allowed; keep large data elsewhere and send where it is, or raise the limit",
                null);
        this.child = child;
        this.size = size;
        this.limit = limit;
    }

    /**
     * The child it was for or from.
     *
     * @return the name
     */
    public String child() {
        return child;
    }

    /**
     * How large it is.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * How large it may be.
     *
     * @return bytes
     */
    public long limit() {
        return limit;
    }
}
