package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is made later: what is told before waits in its queue. Passes on only what is about children that the
 * listener wants to hear of.
 */
final class LateListener implements SupervisorListener {

    private final Supplier<SupervisorListener> maker;
    private final CompletableFuture<SupervisorListener> made = new CompletableFuture<>();

    LateListener(Supplier<SupervisorListener> maker) {
        this.maker = maker;
    }

    /** Makes the listener, if that was not done. */
    void open() {
        if (!made.isDone()) {
            made.complete(maker.get());
        }
    }

    /** Waits for the listener on the thread of its own queue, which nobody else needs. */
    private SupervisorListener listener() {
        try {
            return made.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the supervisor was closed before its listeners were made");
        }
    }

    private void tellOf(ChildId id, Consumer<SupervisorListener> event) {
        SupervisorListener listener = listener();
        if (id.name().startsWith(listener.namePrefix())) {
            event.accept(listener);
        }
    }

    @Override
    public void childStarted(ChildId id, String type, StartReason reason) {
        tellOf(id, listener -> listener.childStarted(id, type, reason));
    }

    @Override
    public void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {
        tellOf(id, listener -> listener.childStopped(id, type, reason, failure));
    }

    @Override
    public void childAbandoned(ChildId id, String type) {
        tellOf(id, listener -> listener.childAbandoned(id, type));
    }

    @Override
    public void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {
        tellOf(id, listener -> listener.childQuarantined(id, type, failures));
    }

    @Override
    public void childStateNotCaptured(ChildId id, String type, String why) {
        tellOf(id, listener -> listener.childStateNotCaptured(id, type, why));
    }

    @Override
    public void childStateUnreadable(ChildId id, String type, String why) {
        tellOf(id, listener -> listener.childStateUnreadable(id, type, why));
    }

    @Override
    public void nodeUp(SupervisorNode node) {
        listener().nodeUp(node);
    }

    @Override
    public void nodeDown(SupervisorNode node) {
        listener().nodeDown(node);
    }

    @Override
    public void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {
        listener().nodeTerminating(node, reason, children);
    }
}
