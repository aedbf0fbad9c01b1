package io.github.distributedsupervisor.internal.event;

import io.github.distributedsupervisor.SupervisorListener;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Tells listeners. Each has its own queue and, while there is something to tell, a thread, so what a listener does harms
 * nobody but its own later events.
 */
public final class EventDispatcher {

    private static final int QUEUE = 100_000;
    private static final long IDLE_MILLIS = 10_000;

    private final List<ListenerQueue> queues;
    private final ThreadPoolExecutor executor;
    private final LongAdder dropped = new LongAdder();

    public EventDispatcher(List<SupervisorListener> listeners, ThreadFactory threads) {
        this(listeners, threads, QUEUE, IDLE_MILLIS);
    }

    EventDispatcher(List<SupervisorListener> listeners, ThreadFactory threads, int capacity, long idleMillis) {
        // never more threads than listeners: a queue is emptied by one at a time
        this.executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, idleMillis, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), threads);
        this.queues = listeners.stream()
                .map(listener -> new ListenerQueue(listener, executor, capacity, dropped))
                .toList();
    }

    /** Tells all listeners. Returns at once. */
    public void dispatch(Consumer<SupervisorListener> event) {
        queues.forEach(queue -> queue.offer(event));
    }

    /** Tells the listeners that want to hear of that child. Returns at once. */
    public void dispatch(String child, Consumer<SupervisorListener> event) {
        for (ListenerQueue queue : queues) {
            if (queue.wants(child)) {
                queue.offer(event);
            }
        }
    }

    /** How often an event was not told to a listener. */
    public long dropped() {
        return dropped.sum();
    }

    /** Lets the listeners finish what they were told, for a moment; what is left after it is dropped. */
    public void close() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
            queues.forEach(ListenerQueue::close);
            executor.shutdownNow();
        }
    }
}
