package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.runtime.ElasticExecutor;
import io.github.distributedsupervisor.internal.runtime.FatalError;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one supervisor. User code runs on those of the children, of the listeners and of the callbacks only. */
public final class Threads {

    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private static final int MOST_WAITING = 256;
    private static final Duration IDLE = Duration.ofSeconds(10);
    // longer, because each makes a codec of its own
    private static final Duration IDLE_CHILD_THREAD = Duration.ofSeconds(60);
    // fewer than the connections of a usual pool, which belong to the application as well
    private static final int STORE_THREADS = 8;

    private final String prefix;
    private final ExecutorService control;
    private final Executor children;
    private final Runnable endChildren;
    private final ForkJoinPool callbacks;
    private final ThreadPoolExecutor store;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor inquiries;
    private final ThreadPoolExecutor rollCalls;

    /**
     * User code on these threads finds its classes by the class loader, their context class loader.
     *
     * @param childThreads how many children can run at once on platform threads
     * @param virtual whether children run on virtual threads instead, if there are any
     */
    public Threads(String supervisor, int childThreads, boolean virtual, ClassLoader classLoader) {
        this.prefix = "supervisor-" + supervisor + "-";
        this.control = Executors.newSingleThreadExecutor(named("control"));
        ExecutorService virtualThreads = virtual
                ? VirtualThreads.executor(prefix + "child-", classLoader).orElse(null)
                : null;
        if (virtualThreads != null) {
            this.children = virtualThreads;
            this.endChildren = virtualThreads::shutdownNow;
        } else {
            ElasticExecutor platformThreads =
                    new ElasticExecutor(childThreads, IDLE_CHILD_THREAD, childThreads(classLoader));
            this.children = platformThreads;
            this.endChildren = platformThreads::close;
        }
        this.callbacks = callbacks(classLoader);
        this.store = new ThreadPoolExecutor(
                STORE_THREADS,
                STORE_THREADS,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("store"));
        this.store.allowCoreThreadTimeOut(true);
        this.scheduler = new ScheduledThreadPoolExecutor(1, named("timer"));
        this.inquiries = oneThread("inquiry");
        this.rollCalls = oneThread("roll-call");
        this.scheduler.setRemoveOnCancelPolicy(true);
        this.scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** One thread, while there is work for it; refuses work when much waits already. */
    private ThreadPoolExecutor oneThread(String role) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), named(role));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private ForkJoinPool callbacks(ClassLoader classLoader) {
        AtomicInteger count = new AtomicInteger();
        ForkJoinPool.ForkJoinWorkerThreadFactory factory = pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName(prefix + "callback-" + count.incrementAndGet());
            thread.setContextClassLoader(classLoader);
            return thread;
        };
        return new ForkJoinPool(Math.max(2, Runtime.getRuntime().availableProcessors()), factory, null, true);
    }

    /** Who sends the message that needs one more thread hands none of its thread locals down to it. */
    private ThreadFactory childThreads(ClassLoader classLoader) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + "child-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
    }

    /** What a thread of that role is called. */
    String nameOf(String role) {
        return prefix + role;
    }

    /** Makes named daemon threads. */
    public ThreadFactory named(String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + role + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The one thread on which all changes of this node's children are decided. Nothing may block it. */
    public Executor control() {
        return task -> {
            try {
                control.execute(() -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        LOG.error("a step of the supervisor failed; the next sweep repairs", e);
                        VirtualMachineError fatal = FatalError.of(e);
                        if (fatal != null) {
                            throw fatal; // to the handler of what nobody catches; the next step has a new thread
                        }
                    }
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("closed: a late step is dropped");
            }
        };
    }

    /** Runs children. */
    public Executor children() {
        return children;
    }

    /** Completes the futures of callers. */
    public Executor callbacks() {
        return callbacks;
    }

    /** Wait for the store. */
    public Executor store() {
        return store;
    }

    /** Timers; what they run must be short. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Answers questions about children; refuses them when many wait already. */
    Executor inquiries() {
        return inquiries;
    }

    /** Compares all children of this node with what is expected, which would keep questions waiting. */
    Executor rollCalls() {
        return rollCalls;
    }

    /** Ends all threads; children that ignore their interruption keep theirs. */
    public void close() {
        scheduler.shutdownNow();
        inquiries.shutdownNow();
        rollCalls.shutdownNow();
        control.shutdown();
        endChildren.run();
        callbacks.shutdown();
        store.shutdown();
    }
}
