package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ElasticExecutorTest {

    private static final int LIMIT = 4;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final ElasticExecutor executor = executor(LIMIT);

    private ElasticExecutor executor(int limit) {
        return new ElasticExecutor(limit, IDLE, task -> {
            if (noThreads.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((which, error) -> uncaught.add(error));
            threads.add(thread);
            return thread;
        });
    }

    @AfterEach
    void close() {
        executor.close();
    }

    private long alive() {
        return threads.stream().filter(Thread::isAlive).count();
    }

    @Test
    void beginsTasksInTheirOrderAndAsManyAsTheLimitAllows() throws Exception {
        CountDownLatch atOnce = new CountDownLatch(LIMIT);
        CountDownLatch released = new CountDownLatch(1);
        Queue<Integer> begun = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 3 * LIMIT; i++) {
            int number = i;
            executor.execute(() -> {
                begun.add(number);
                atOnce.countDown();
                awaitQuietly(released);
            });
        }
        atOnce.await();
        await().during(Duration.ofMillis(200)).until(() -> begun.size() == LIMIT);
        assertThat(begun).containsExactlyInAnyOrder(0, 1, 2, 3);
        released.countDown();
        await().until(() -> begun.size() == 3 * LIMIT);
    }

    @Test
    void losesNoTaskHoweverManyThreadsGiveThem() throws Exception {
        for (int limit : List.of(1, 2, LIMIT)) {
            ElasticExecutor narrow = executor(limit);
            int each = 100_000;
            AtomicInteger done = new AtomicInteger();
            AtomicInteger atOnce = new AtomicInteger();
            AtomicBoolean tooMany = new AtomicBoolean();
            List<Thread> givers = new ArrayList<>();
            for (int giver = 0; giver < 3; giver++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        narrow.execute(() -> {
                            if (atOnce.incrementAndGet() > limit) {
                                tooMany.set(true);
                            }
                            done.incrementAndGet();
                            atOnce.decrementAndGet();
                        });
                        if (i % 100 == 0) {
                            Thread.yield(); // so that the threads run dry again and again
                        }
                    }
                });
                givers.add(thread);
                thread.start();
            }
            for (Thread giver : givers) {
                giver.join();
            }
            await().until(() -> done.get() == 3 * each);
            assertThat(tooMany).isFalse();
            narrow.close();
        }
    }

    @Test
    void threadsThatABurstNeededEndWhileOthersGoOn() throws Exception {
        CountDownLatch burst = new CountDownLatch(LIMIT);
        IntStream.range(0, LIMIT)
                .forEach(i -> executor.execute(() -> {
                    burst.countDown();
                    awaitQuietly(burst);
                }));
        burst.await();
        assertThat(alive()).isGreaterThanOrEqualTo(LIMIT);

        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    executor.execute(() -> {});
                    return alive() == 1;
                });
    }

    @Test
    void aTaskThatFailsEndsItsThreadOnly() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            executor.execute(() -> {
                throw new IllegalStateException("as told");
            });
            executor.execute(done::incrementAndGet);
        }
        await().until(() -> done.get() == 100 && uncaught.size() == 100);
        assertThat(uncaught).allMatch(IllegalStateException.class::isInstance);
    }

    @Test
    void goesOnWhenTheMachineHasThreadsAgain() {
        AtomicInteger done = new AtomicInteger();
        noThreads.set(true);
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThatThrownBy(() -> executor.execute(done::incrementAndGet)).isInstanceOf(OutOfMemoryError.class);
        }
        noThreads.set(false);
        executor.execute(done::incrementAndGet);
        await().until(() -> done.get() == 2 * LIMIT + 1);
    }

    @Test
    void losesNoTaskToAThreadThatCannotHaveAnotherOneBegin() throws Exception {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        executor.execute(() -> {
            entered.countDown();
            awaitQuietly(released);
        });
        entered.await();
        noThreads.set(true);
        for (int i = 0; i < LIMIT; i++) {
            executor.execute(done::incrementAndGet);
        }
        released.countDown();
        await().until(() -> done.get() == LIMIT);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void aTaskThatWaitsLetsThatRunWhichItWaitsFor() throws Exception {
        ElasticExecutor single = executor(1);
        CompletableFuture<String> last = new CompletableFuture<>();
        List<CompletableFuture<String>> answers = new ArrayList<>(List.of(last));
        AtomicInteger atOnce = new AtomicInteger();
        AtomicBoolean tooMany = new AtomicBoolean();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<String> before = answers.get(i);
            CompletableFuture<String> answer = new CompletableFuture<>();
            single.execute(() -> {
                tooMany.compareAndSet(false, atOnce.incrementAndGet() > 1);
                atOnce.decrementAndGet();
                try {
                    answer.complete(ElasticExecutor.await(before));
                } catch (InterruptedException | ExecutionException e) {
                    answer.completeExceptionally(e);
                }
            });
            answers.add(answer);
        }
        single.execute(() -> last.complete("done"));
        assertThat(answers.get(20).get()).isEqualTo("done");
        assertThat(tooMany).isFalse();

        // all have given back what they took
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            single.execute(() -> {
                begun.incrementAndGet();
                awaitQuietly(released);
            });
        }
        await().during(Duration.ofMillis(200)).until(() -> begun.get() == 1);
        released.countDown();
        await().until(() -> begun.get() == 2);
        single.close();
    }

    @Test
    void interruptsWhatRunsAndRefusesMoreWhenClosed() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ElasticExecutor single = executor(1);
        AtomicBoolean later = new AtomicBoolean();
        single.execute(() -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        entered.await();
        single.execute(() -> later.set(true));
        single.close();
        interrupted.await();
        assertThatThrownBy(() -> single.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        await().until(() -> alive() == 0);
        assertThat(later).isFalse();
        assertThat(uncaught).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
