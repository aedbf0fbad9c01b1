package io.github.distributedsupervisor.internal.cluster;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private final String prefix;
    private final ExecutorService control;
    private final ThreadPoolExecutor children;
    private final ThreadPoolExecutor callbacks;
    private final ScheduledThreadPoolExecutor scheduler;

    public Threads(String supervisor, int childThreads) {
        this.prefix = "supervisor-" + supervisor + "-";
        this.control = Executors.newSingleThreadExecutor(named("control"));
        this.children = pool("child", childThreads);
        this.callbacks = pool("callback", Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.scheduler = new ScheduledThreadPoolExecutor(1, named("timer"));
        this.scheduler.setRemoveOnCancelPolicy(true);
        this.scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private ThreadPoolExecutor pool(String role, int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(role));
        pool.allowCoreThreadTimeOut(true);
        return pool;
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

    /** Timers; what they run must be short. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Ends all threads; children that ignore their interruption keep theirs. */
    public void close() {
        scheduler.shutdownNow();
        control.shutdown();
        children.shutdownNow();
        callbacks.shutdown();
    }
}
