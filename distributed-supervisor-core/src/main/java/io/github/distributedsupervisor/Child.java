package io.github.distributedsupervisor;

import org.jspecify.annotations.Nullable;

/**
 * A supervised child: one object that handles one message at a time.
 *
 * <p>All methods of one instance run one after the other, never at the same time, with the memory effects of one thread,
 * though not always on the same thread. They may block; a child that blocks delays its own messages only.
 *
 * <p><b>Failures.</b> An unchecked exception or an error out of any method is a crash: the caller gets it as a {@link
 * ChildInvocationException} and the supervisor restarts the child according to its {@link Restart} policy. A checked
 * exception, a {@link ChildReplyException}, or one that {@link SupervisedChild#answers} or {@link ChildSpec#answers} lists,
 * out of a message handler is an answer: the caller gets it, if one waits, and the child lives on.
 */
public interface Child {

    /**
     * Runs before the first message, at every start: the first one, after a crash, after a move. Keep it short; messages
     * wait meanwhile. State that was captured by {@link Stateful#captureState} has been restored before.
     *
     * @param context what the child knows about itself; valid until the end of {@link #onStop}
     * @throws Exception when the child cannot start
     */
    default void onStart(ChildContext context) throws Exception {}

    /**
     * Answers a {@link DistributedSupervisor#call}.
     *
     * @param message the message
     * @return the answer, which must be encodable as a message or null; or a {@link java.util.concurrent.CompletionStage}
     *     of one: then the next message waits until it completes, but no thread does; with {@link
     *     SupervisedChild#reentrant} not even the next message
     * @throws Exception a checked exception or {@link ChildReplyException} is an answer; anything else is a crash
     */
    default @Nullable Object onCall(Object message) throws Exception {
        throw new ChildReplyException(getClass().getName() + " does not answer calls of "
                + message.getClass().getName());
    }

    /**
     * Handles a {@link DistributedSupervisor#cast}.
     *
     * @param message the message
     * @throws Exception a checked exception or {@link ChildReplyException} is logged; anything else is a crash
     */
    default void onCast(Object message) throws Exception {}

    /**
     * Handles a {@link DistributedSupervisor#send}.
     *
     * @param message the message
     * @throws Exception a checked exception or {@link ChildReplyException} is logged; anything else is a crash
     */
    default void onMessage(Object message) throws Exception {}

    /**
     * Runs after the last message: release here what {@link #onStart} acquired. It does not run when the process is killed
     * or the shutdown is {@link Shutdown#brutalKill()}. Exceptions are logged and change nothing.
     *
     * @param reason why the child stops
     * @throws Exception logged
     */
    default void onStop(StopReason reason) throws Exception {}
}
