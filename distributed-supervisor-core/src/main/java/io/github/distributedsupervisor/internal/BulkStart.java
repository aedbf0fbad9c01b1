package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.StartResult;
import io.github.distributedsupervisor.SupervisorException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Starts many children, a bounded number at a time: whenever one has started or failed, the next one's turn has come. */
final class BulkStart {

    static final int UNDER_WAY = 256;

    private final List<ChildSpec> specs;
    private final Function<ChildSpec, CompletableFuture<ChildRef>> start;
    private final Executor executor;
    private final AtomicReferenceArray<StartResult> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final CompletableFuture<List<StartResult>> done = new CompletableFuture<>();

    /**
     * @param specs each with a name
     * @param executor goes on after each start
     */
    BulkStart(List<ChildSpec> specs, Function<ChildSpec, CompletableFuture<ChildRef>> start, Executor executor) {
        this.specs = specs;
        this.start = start;
        this.executor = executor;
        this.results = new AtomicReferenceArray<>(specs.size());
        this.left = new AtomicInteger(specs.size());
    }

    /** Completes when all have started or failed; to be called once. */
    CompletableFuture<List<StartResult>> run() {
        if (specs.isEmpty()) {
            done.complete(List.of());
        }
        for (int i = 0; i < Math.min(UNDER_WAY, specs.size()); i++) {
            startNext();
        }
        return done;
    }

    private void startNext() {
        int index = next.getAndIncrement();
        if (index < specs.size()) {
            started(specs.get(index)).whenCompleteAsync((ref, failure) -> note(index, ref, failure), executor);
        }
    }

    private CompletableFuture<ChildRef> started(ChildSpec spec) {
        try {
            return start.apply(spec);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void note(int index, @Nullable ChildRef ref, @Nullable Throwable failure) {
        String name = specs.get(index).name().orElseThrow();
        results.set(index, new StartResult(name, ref, failure == null ? null : unwrapped(failure)));
        if (left.decrementAndGet() == 0) {
            done.complete(
                    IntStream.range(0, specs.size()).mapToObj(results::get).toList());
        } else {
            startNext();
        }
    }

    private static RuntimeException unwrapped(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new SupervisorException("start failed", cause);
    }
}
