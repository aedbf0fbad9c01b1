package io.github.distributedsupervisor.internal.event;

import io.github.distributedsupervisor.SupervisorListener;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners, in order, on one thread. What a listener does harms nobody but later events. */
public final class EventDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final int QUEUE = 100_000;

    private final List<SupervisorListener> listeners;
    private final ExecutorService executor;
    private final LongAdder dropped = new LongAdder();

    public EventDispatcher(List<SupervisorListener> listeners, ThreadFactory threads) {
        this.listeners = List.copyOf(listeners);
        this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), threads);
    }

    public void dispatch(Consumer<SupervisorListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            executor.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException e) {
            dropped.increment(); // far behind, or closed
        }
    }

    private static void tell(SupervisorListener listener, Consumer<SupervisorListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable e) {
            LOG.warn("listener {} failed", listener, e);
        }
    }

    /** Events that no listener was told. */
    public long dropped() {
        return dropped.sum();
    }

    /** Lets the listeners finish what they were told, for a moment. */
    public void close() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }
}
