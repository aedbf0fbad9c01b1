package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.internal.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that stands still until a test lets it pass. What is due then runs on the thread of the test. */
final class HandDrivenTime extends ScheduledThreadPoolExecutor implements Time {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long nanos;
    private long count;

    private record Task(long atNanos, long number, Runnable action) {}

    HandDrivenTime(long nanos) {
        super(0);
        this.nanos = nanos;
    }

    void pass(Duration duration) {
        long end = nanos + duration.toNanos();
        while (!tasks.isEmpty() && tasks.element().atNanos <= end) {
            Task next = tasks.remove();
            nanos = Math.max(nanos, next.atNanos);
            next.action.run();
        }
        nanos = end;
    }

    @Override
    public long epochMillis() {
        return 1_700_000_000_000L + millis();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        tasks.add(new Task(nanos + unit.toNanos(delay), count++, action));
        return null; // nobody cancels
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable action, long first, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    action.run();
                    scheduleWithFixedDelay(action, delay, delay, unit);
                },
                first,
                unit);
    }
}
