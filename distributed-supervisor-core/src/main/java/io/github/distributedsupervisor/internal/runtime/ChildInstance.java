package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.MessageObserver;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.internal.LogText;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's object and how its methods are called: what is an answer, what is a crash. Used on the child's thread only,
 * except where it says otherwise.
 */
final class ChildInstance {

    private static final long CHECKPOINT_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ChildInstance.class);

    private final String name;
    private final ChildContext context;
    private final InstanceMaker maker;
    private final @Nullable Observing observing;
    private final MessageCodec codec;
    private final SizeLimits limits;
    private final Consumer<VirtualMachineError> fatal;
    private final MessageHandling messages;
    private @Nullable ProcessOwner owner;
    private @Nullable ChildProcess process;
    private @Nullable Child child;
    private volatile boolean endRequested;
    private volatile @Nullable Throwable failure;

    ChildInstance(String name, ChildContext context, InstanceMaker maker, ProcessServices services) {
        this.observing = services.observing();
        this.name = name;
        this.context = context;
        this.maker = maker;
        this.codec = services.codec();
        this.limits = services.limits();
        this.fatal = services.fatal();
        this.messages = new MessageHandling(name, this, services, maker.answers());
    }

    void ownedBy(ProcessOwner newOwner, ChildProcess newProcess) {
        this.owner = newOwner;
        this.process = newProcess;
    }

    /** Returns what went wrong, or null. */
    @Nullable
    Throwable start(byte @Nullable [] state) {
        CurrentChild current = CurrentChild.enter(name, List.of());
        try {
            child = make();
            if (state != null && child instanceof Stateful<?> && !restore(state)) {
                dispose(); // it may have taken over half of the state
                child = make();
            }
            messages.suit(Objects.requireNonNull(child).getClass());
            child.onStart(context);
            return null;
        } catch (Throwable e) {
            tellIfFatal(e);
            dispose();
            return e;
        } finally {
            current.leave();
        }
    }

    private Child make() throws Exception {
        return Objects.requireNonNull(maker.make(), "the factory made no child");
    }

    /** Tells whether it went well. */
    private boolean restore(byte[] state) {
        try {
            CapturedState.restore(Objects.requireNonNull((Stateful<?>) child), state, codec);
            return true;
        } catch (Throwable e) {
            tellIfFatal(e);
            LOG.warn(
                    "child '{}' cannot restore the state of its previous instance and starts without",
                    name,
                    LogText.of(e));
            Objects.requireNonNull(owner).stateUnreadable(Objects.requireNonNull(process), FailureText.summaryOf(e));
            return false;
        }
    }

    /** Returns null when there is nothing to capture or it fails: then the child goes on from its last checkpoint. */
    byte @Nullable [] capture() {
        if (!(child instanceof Stateful<?> stateful)) {
            return null;
        }
        try {
            return stateOf(stateful);
        } catch (Throwable e) {
            tellIfFatal(e);
            LOG.warn(
                    "the state of child '{}' cannot be kept; it goes on from its last checkpoint", name, LogText.of(e));
            Objects.requireNonNull(owner).stateNotCaptured(Objects.requireNonNull(process), FailureText.summaryOf(e));
            return null;
        }
    }

    /** Any thread. */
    void adopted(long incarnation) {
        maker.adopted(incarnation);
    }

    /** What it throws is a crash, like that of a message. */
    void mergeState(byte[] other, byte @Nullable [] common) {
        if (child instanceof Stateful<?> stateful) {
            guard(() -> CapturedState.merge(stateful, other, common, codec));
        }
    }

    private byte[] stateOf(Stateful<?> stateful) {
        return limits.checkState(name, CapturedState.of(stateful, codec));
    }

    /** On the child's thread, within one of its methods. */
    void checkpoint() {
        if (!(child instanceof Stateful<?> stateful)) {
            throw new IllegalStateException("child '" + name + "' has no state to keep; implement Stateful");
        }
        byte[] state = stateOf(stateful);
        CompletableFuture<?> kept = Objects.requireNonNull(owner).checkpoint(Objects.requireNonNull(process), state);
        try {
            kept.get(CHECKPOINT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SupervisorException("interrupted: the checkpoint of child '" + name + "' may be lost", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new SupervisorException(
                    "the checkpoint of child '" + name + "' was not confirmed and may be lost", e);
        }
    }

    void stop(StopReason reason, boolean callOnStop) {
        Child stopping = child;
        if (stopping != null && callOnStop) {
            CurrentChild current = CurrentChild.enter(name, List.of());
            try {
                stopping.onStop(reason);
            } catch (Throwable e) {
                tellIfFatal(e);
                LOG.warn("onStop of child '{}' failed", name, LogText.of(e));
            } finally {
                current.leave();
            }
        }
        dispose();
    }

    private void dispose() {
        Child disposed = child;
        child = null;
        if (disposed != null) {
            try {
                maker.dispose(disposed);
            } catch (Throwable e) {
                tellIfFatal(e);
                LOG.warn("disposing of child '{}' failed", name, LogText.of(e));
            }
        }
    }

    /** Any thread. */
    void tellIfFatal(@Nullable Throwable thrown) {
        VirtualMachineError error = FatalError.of(thrown);
        if (error != null) {
            try {
                fatal.accept(error);
            } catch (Throwable e) {
                LOG.debug("who was told of an error of the virtual machine failed", e); // the child goes its way
            }
        }
    }

    /** Any thread. */
    void requestEnd(@Nullable Throwable newFailure) {
        tellIfFatal(newFailure);
        failure = newFailure;
        endRequested = true;
    }

    boolean endRequested() {
        return endRequested;
    }

    boolean crashed() {
        return failure != null;
    }

    void end() {
        stop(failure == null ? StopReason.NORMAL : StopReason.CRASHED, true);
    }

    /** Any thread. */
    void tellStartAbandoned() {
        ProcessOwner told = Objects.requireNonNull(owner);
        told.abandoned(process());
        told.failedToStart(process(), new SupervisorException("onStart did not return and ignored its interruption"));
    }

    /** Any thread. */
    void tellEndAbandoned() {
        Objects.requireNonNull(owner).abandoned(process());
        tellEnded();
    }

    void tellEnded() {
        StopReason reason = failure == null ? StopReason.NORMAL : StopReason.CRASHED;
        Objects.requireNonNull(owner).ended(Objects.requireNonNull(process), reason, failure);
    }

    /** Runs a timer: whatever it throws is a crash. */
    void guard(Runnable action) {
        CurrentChild current = CurrentChild.enter(name, List.of());
        try {
            action.run();
        } catch (Throwable e) {
            requestEnd(e);
        } finally {
            current.leave();
        }
    }

    /** Null when nobody observes. */
    MessageObserver.@Nullable Handling observe(Envelope envelope, Object message) {
        return observing == null ? null : observing.handling(envelope, message, maker.type(), context.incarnation());
    }

    MessageHandling messages() {
        return messages;
    }

    Child child() {
        return Objects.requireNonNull(child);
    }

    ChildProcess process() {
        return Objects.requireNonNull(process);
    }
}
