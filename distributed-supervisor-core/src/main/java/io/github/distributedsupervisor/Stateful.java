package io.github.distributedsupervisor;

import org.jspecify.annotations.Nullable;

/**
 * A child whose state moves with it.
 *
 * <p>On a graceful move the state is captured after the last message on the old node and restored before {@link
 * Child#onStart} on the new one. After a crash of the child or of its node it is restored as it was captured last: at the
 * last move or {@link ChildContext#checkpoint}.
 *
 * <p>A state that cannot be captured, or is too large, never keeps a child from leaving: the next instance goes on from the
 * last checkpoint, and listeners are {@linkplain SupervisorListener#childStateNotCaptured told}. One that cannot be read never keeps a child from running: it begins without, and they are {@linkplain SupervisorListener#childStateUnreadable told}.
 *
 * @param <S> the type of the state; it must be encodable as a message
 */
public interface Stateful<S> {

    /**
     * Returns what the next instance needs. Runs on the child's thread, between two messages or in {@link
     * ChildContext#checkpoint}.
     *
     * @return the state, not null
     */
    S captureState();

    /**
     * Takes over the state of the previous instance. Runs before {@link Child#onStart}. When it throws, the child begins
     * anew as another object, without a state.
     *
     * @param state what the previous instance captured
     */
    void restoreState(S state);

    /**
     * The version of the state's meaning. Raise it when an old state can no longer be restored as it is, and override
     * {@link #upgradeState}.
     *
     * @return the version of what {@link #captureState} returns
     */
    default int stateVersion() {
        return 1;
    }

    /**
     * Turns a state of another version into one of this. During a rolling update that may be a newer one.
     *
     * @param state what an instance of another version captured
     * @param version its version
     * @return a state of this version
     * @throws IllegalStateException by default, so that the child begins without a state
     */
    default S upgradeState(Object state, int version) {
        throw new IllegalStateException("a state of version " + version + ", but "
                + getClass().getName() + " reads version " + stateVersion() + "; override upgradeState");
    }

    /**
     * Takes in what another instance of this child was when it ended: both ran at the same time, on two sides of a split
     * network, and this one goes on. Its own state is the winner's. Runs on the child's thread like a message, once for
     * each such instance, not at all if the node of the other instance dies before it could tell, or finds nobody to tell for
     * two minutes after the split. The default drops it.
     *
     * <p>Also called when only the other instance was running during the split and could not hand over its state.
     *
     * @param other what the other instance was
     * @param common the state that both began with; null when it is not known
     */
    default void mergeState(S other, @Nullable S common) {}
}
