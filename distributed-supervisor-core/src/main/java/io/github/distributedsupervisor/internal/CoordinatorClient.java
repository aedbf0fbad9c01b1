package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.internal.cluster.NodeDirectory;
import io.github.distributedsupervisor.internal.cluster.Threads;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks whoever coordinates a name, and asks again while that changes. Requests are idempotent, so this is safe. */
final class CoordinatorClient {

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final NodeDirectory directory;
    private final Transport transport;
    private final Threads threads;
    private final LocalReceiver local;
    private final Set<CompletableFuture<ControlReply>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** How this node answers itself. */
    interface LocalReceiver {
        void control(Control request, Consumer<ControlReply> replyTo);
    }

    CoordinatorClient(NodeDirectory directory, Transport transport, Threads threads, LocalReceiver local) {
        this.directory = directory;
        this.transport = transport;
        this.threads = threads;
        this.local = local;
    }

    /** The final answer, which is never RETRY, or a failure when the time is over. */
    CompletableFuture<ControlReply> ask(Control request, Duration timeout) {
        CompletableFuture<ControlReply> result = new CompletableFuture<>();
        underWay.add(result);
        result.whenCompleteAsync((reply, failure) -> underWay.remove(result), Runnable::run);
        if (closed) {
            result.completeExceptionally(closedFailure());
            return result;
        }
        attempt(request, Time.SYSTEM.millis() + timeout.toMillis(), FIRST_PAUSE_MILLIS, result);
        return result;
    }

    private void attempt(Control request, long deadline, long pause, CompletableFuture<ControlReply> result) {
        String coordinator = directory.coordinatorOf(request.name());
        if (coordinator == null) {
            again(request, deadline, pause, result, "no node is ready to take children");
            return;
        }
        CompletableFuture<ControlReply> answer = new CompletableFuture<>();
        if (coordinator.equals(directory.self())) {
            local.control(request, answer::complete);
        } else {
            answer = transport.control(coordinator, request);
        }
        long left = Math.max(1, deadline - Time.SYSTEM.millis());
        answer.orTimeout(left, TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (reply, failure) -> {
                            if (reply != null && reply.status() != ControlReply.Status.RETRY) {
                                result.complete(reply);
                            } else {
                                again(
                                        request,
                                        deadline,
                                        pause,
                                        result,
                                        failure == null ? "it is changing" : failure.toString());
                            }
                        },
                        threads.control());
    }

    private void again(
            Control request, long deadline, long pause, CompletableFuture<ControlReply> result, @Nullable String why) {
        if (Time.SYSTEM.millis() + pause >= deadline) {
            result.completeExceptionally(new ChildUnavailableException(
                    request.kind() + " of child '" + request.name() + "' was not answered in time (" + why
                            + "); it may still happen, look it up before you repeat it",
                    null));
            return;
        }
        try {
            threads.scheduler()
                    .schedule(
                            () -> attemptAgain(request, deadline, Math.min(LONGEST_PAUSE_MILLIS, pause * 2), result),
                            pause,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(closedFailure());
        }
    }

    /** On the timer, where nobody would hear of a failure. */
    private void attemptAgain(Control request, long deadline, long pause, CompletableFuture<ControlReply> result) {
        try {
            attempt(request, deadline, pause, result);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Ends all that waits for an answer; there will be none. */
    void close() {
        closed = true;
        underWay.forEach(result -> result.completeExceptionally(closedFailure()));
    }

    private static IllegalStateException closedFailure() {
        return new IllegalStateException("the supervisor is closed; what was asked for last may still happen");
    }
}
