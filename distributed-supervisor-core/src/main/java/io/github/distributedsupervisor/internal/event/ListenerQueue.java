package io.github.distributedsupervisor.internal.event;

import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.internal.LogText;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener is still to be told. A task of the executor tells it, one at a time: a pool of one thread that ends
 * when idle would swap two events when the second makes a new thread while the first waits in the queue.
 */
final class ListenerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private final SupervisorListener listener;
    private final String namePrefix;
    private final Executor executor;
    private final int capacity;
    private final LongAdder dropped;
    private final ArrayDeque<Consumer<SupervisorListener>> events = new ArrayDeque<>();
    private boolean telling;
    private boolean closed;

    ListenerQueue(SupervisorListener listener, Executor executor, int capacity, LongAdder dropped) {
        this.listener = listener;
        this.namePrefix = Objects.requireNonNull(listener.namePrefix(), () -> "namePrefix of listener " + listener);
        this.executor = executor;
        this.capacity = capacity;
        this.dropped = dropped;
    }

    boolean wants(String child) {
        return child.startsWith(namePrefix);
    }

    synchronized void offer(Consumer<SupervisorListener> event) {
        if (closed || events.size() >= capacity) {
            dropped.increment();
            return;
        }
        events.add(event);
        if (!telling) {
            telling = true;
            try {
                executor.execute(this::tellAll);
            } catch (RejectedExecutionException e) {
                close(); // as its dispatcher is
            }
        }
    }

    private void tellAll() {
        Consumer<SupervisorListener> event = next();
        while (event != null) {
            tell(event);
            event = next();
        }
    }

    private synchronized @Nullable Consumer<SupervisorListener> next() {
        Consumer<SupervisorListener> event = events.poll();
        telling = event != null;
        return event;
    }

    private void tell(Consumer<SupervisorListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable e) {
            LOG.warn("listener {} failed", listener.getClass().getName(), LogText.of(e));
        }
    }

    /** Forgets what waits and takes no more. */
    synchronized void close() {
        closed = true;
        dropped.add(events.size());
        events.clear();
    }
}
