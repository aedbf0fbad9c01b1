package io.github.distributedsupervisor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.StartResult;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkStartLimitTest {

    private final Queue<CompletableFuture<ChildRef>> underWay = new ArrayDeque<>();
    private final Queue<Runnable> continuations = new ArrayDeque<>();

    private static List<ChildSpec> specs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of("any").name("c" + i))
                .toList();
    }

    private void goOn() {
        for (Runnable next = continuations.poll(); next != null; next = continuations.poll()) {
            next.run();
        }
    }

    @Test
    void hasABoundedNumberUnderWayAndStartsTheNextWhenOneIsDone() {
        CompletableFuture<List<StartResult>> done = new BulkStart(
                        specs(1_000),
                        spec -> {
                            CompletableFuture<ChildRef> start = new CompletableFuture<>();
                            underWay.add(start);
                            return start;
                        },
                        continuations::add)
                .run();
        int finished = 0;
        while (!done.isDone()) {
            assertThat(underWay).hasSize(Math.min(BulkStart.UNDER_WAY, 1_000 - finished));
            underWay.remove().completeExceptionally(new IllegalStateException("as told"));
            finished++;
            goOn();
        }
        assertThat(finished).isEqualTo(1_000);
        assertThat(done.join()).hasSize(1_000);
    }

    @Test
    void survivesManyFailuresAtOnce() {
        CompletableFuture<List<StartResult>> done = new BulkStart(
                        specs(100_000),
                        spec -> {
                            throw new IllegalArgumentException(spec.name().orElseThrow());
                        },
                        continuations::add)
                .run();
        goOn();
        assertThat(done.join())
                .hasSize(100_000)
                .allSatisfy(result -> assertThat(result.failure()).hasMessage(result.name()));
    }
}
