package io.github.distributedsupervisor;

/**
 * A child whose state moves with it.
 *
 * <p>On a graceful move the state is captured after the last message on the old node and restored before {@link
 * Child#onStart} on the new one. A crash of the node loses what happened since the last capture.
 *
 * @param <S> the type of the state; it must be encodable as a message
 */
public interface Stateful<S> {

    /**
     * Returns what the next instance needs. Runs on the child's thread, between two messages.
     *
     * @return the state, not null
     */
    S captureState();

    /**
     * Takes over the state of the previous instance. Runs before {@link Child#onStart}.
     *
     * @param state what the previous instance captured
     */
    void restoreState(S state);
}
