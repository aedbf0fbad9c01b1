package io.github.distributedsupervisor.internal.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of the grid that have an end: an answer, a failure, or that there was no answer in time. */
final class GridCalls {

    private static final long RETRY_MILLIS = 50;

    private final Executor executor;
    private final ScheduledExecutorService scheduler;

    /**
     * @param executor handles answers
     * @param scheduler ends the patience, delays repetitions
     */
    GridCalls(Executor executor, ScheduledExecutorService scheduler) {
        this.executor = executor;
        this.scheduler = scheduler;
    }

    <T> void attempt(
            long patienceMillis,
            Supplier<CompletionStage<T>> action,
            BiConsumer<@Nullable T, @Nullable Throwable> handler) {
        CompletionStage<T> stage;
        try {
            stage = action.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        AtomicBoolean answered = new AtomicBoolean();
        BiConsumer<@Nullable T, @Nullable Throwable> once = (value, failure) -> {
            if (answered.compareAndSet(false, true)) {
                handler.accept(value, failure);
            }
        };
        Future<?> patience = afterMillis(
                patienceMillis,
                () -> once.accept(null, new TimeoutException("no answer of the grid in " + patienceMillis + " ms")));
        stage.whenCompleteAsync(
                (value, failure) -> {
                    patience.cancel(false);
                    once.accept(value, failure);
                },
                executor);
    }

    void later(Runnable action) {
        afterMillis(RETRY_MILLIS, action);
    }

    private Future<?> afterMillis(long millis, Runnable action) {
        try {
            return scheduler.schedule(() -> executor.execute(action), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            executor.execute(action); // closed: what cannot be waited for fails now
            return CompletableFuture.failedFuture(e);
        }
    }
}
