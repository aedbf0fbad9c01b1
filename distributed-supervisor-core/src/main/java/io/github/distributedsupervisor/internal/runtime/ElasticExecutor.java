package io.github.distributedsupervisor.internal.runtime;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Begins tasks in the order they came, a limited number at a time, on few threads: one more begins only while tasks wait, and
 * of those that have nothing to do the one that became idle last goes on first, so that the others end after a while. What a
 * burst needed is soon gone. A ForkJoinPool also takes few, but as long as any of its threads has something to do now and
 * then, none ends.
 *
 * <p>When the machine has no thread left, tasks wait for the threads that there are; when there is none, {@link #execute}
 * fails, and what it was given is run once a later one succeeds.
 */
public final class ElasticExecutor implements Executor {

    /** Whose thread the current one is. */
    private static final ThreadLocal<ElasticExecutor> CURRENT = new ThreadLocal<>();

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final int limit;
    /** Its queue is a stack of idle threads. They may be more than the limit: who ends its work is not there at once. */
    private final ThreadPoolExecutor threads;

    private final AtomicInteger running = new AtomicInteger();
    /** Somebody is about to have a thread begin, or one was told to and has not begun. */
    private final AtomicBoolean beginning = new AtomicBoolean();

    /**
     * @param limit how many tasks run at once; those that wait in {@link #await} do not count
     * @param idle after so long without a task a thread ends
     */
    public ElasticExecutor(int limit, Duration idle, ThreadFactory factory) {
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, idle.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), factory);
    }

    /** Waits for a future. A task that does so lets another one run meanwhile, perhaps the one that completes it. */
    public static <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
        ElasticExecutor executor = CURRENT.get();
        return executor == null || future.isDone() ? future.get() : executor.awaitBeside(future);
    }

    private <T> T awaitBeside(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
        running.decrementAndGet();
        try {
            beginIfTasksWait();
            return future.get();
        } finally {
            running.incrementAndGet(); // perhaps one above the limit, until another one has ended
        }
    }

    @Override
    public void execute(Runnable task) {
        if (threads.isShutdown()) {
            throw new RejectedExecutionException("closed");
        }
        tasks.add(task);
        beginIfTasksWait();
    }

    /**
     * Who finds that somebody is about to begin leaves its task to that; who finds the limit reached leaves it to those that
     * run, each of which looks again when it ends.
     */
    private void beginIfTasksWait() {
        while (!tasks.isEmpty() && running.get() < limit && beginning.compareAndSet(false, true)) {
            boolean begun = false;
            try {
                if (running.incrementAndGet() <= limit) {
                    threads.execute(this::work);
                    begun = true;
                    return;
                }
            } catch (RejectedExecutionException e) {
                tasks.clear(); // closed
            } catch (OutOfMemoryError e) { // no thread left
                if (running.get() == 1 && CURRENT.get() != this) {
                    throw e;
                }
                return; // one that runs looks again
            } finally {
                if (!begun) {
                    running.decrementAndGet();
                    beginning.set(false);
                }
            }
        }
    }

    private void work() {
        beginning.set(false);
        CURRENT.set(this);
        boolean holds = true;
        try {
            while (holds) {
                for (Runnable task = tasks.poll(); task != null && !threads.isShutdown(); task = tasks.poll()) {
                    beginIfTasksWait();
                    task.run();
                }
                holds = false;
                running.decrementAndGet();
                holds = goesOnIfTasksWait();
            }
        } finally {
            CURRENT.remove();
            if (holds) { // a task has failed
                running.decrementAndGet();
                beginIfTasksWait();
            }
        }
    }

    private boolean goesOnIfTasksWait() {
        while (!tasks.isEmpty() && !threads.isShutdown()) {
            int now = running.get();
            if (now >= limit) {
                return false;
            }
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Drops what waits and interrupts what runs; a task that was just taken may still begin, interrupted. */
    public void close() {
        threads.shutdownNow();
        tasks.clear();
    }
}
