package io.github.distributedsupervisor.test.internal.probe;

import io.github.distributedsupervisor.internal.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that stands still until a test lets it pass. What is due then runs on the thread of the test. */
public final class HandTime extends ScheduledThreadPoolExecutor implements Time {

    private static final long BEGIN_MILLIS = 1_767_225_600_000L; // 2026-01-01, so that runs are alike

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number));
    private long nanos;
    private long count;

    /** A time of which nothing has passed. */
    public HandTime() {
        super(0);
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long period;
        private final long number = count++;
        private long due;

        Task(Runnable action, long due, long period) {
            super(action, null);
            this.due = due;
            this.period = period;
        }

        void fire() {
            if (period == 0) {
                run();
            } else if (runAndReset()) {
                due += period;
                tasks.add(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    /** Lets time pass, and runs after each thing that was due what follows from it. */
    public void pass(Duration duration, Runnable afterEach) {
        long end = nanos + duration.toNanos();
        Task next = tasks.peek();
        while (next != null && next.due <= end) {
            tasks.remove(next);
            nanos = Math.max(nanos, next.due);
            next.fire();
            afterEach.run();
            next = tasks.peek();
        }
        nanos = end;
    }

    @Override
    public long epochMillis() {
        return BEGIN_MILLIS + millis();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        return add(new Task(action, nanos + unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable action, long first, long period, TimeUnit unit) {
        return add(new Task(action, nanos + unit.toNanos(first), unit.toNanos(period)));
    }

    private Task add(Task task) {
        tasks.add(task);
        return task;
    }
}
