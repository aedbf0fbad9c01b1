package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.ChildTimer;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The timers of one incarnation. They fire on the scheduler, but run on the child's thread. */
final class ChildTimers {

    private final ScheduledExecutorService scheduler;
    private final Runnable wake;
    private final Queue<Timer> due = new ConcurrentLinkedQueue<>();
    private final Set<Timer> active = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ChildTimers(ScheduledExecutorService scheduler, Runnable wake) {
        this.scheduler = scheduler;
        this.wake = wake;
    }

    private final class Timer implements ChildTimer {
        private final Runnable action;
        private final boolean repeating;
        private final AtomicBoolean waiting = new AtomicBoolean();
        private volatile boolean cancelled;
        private volatile @Nullable Future<?> future;

        Timer(Runnable action, boolean repeating) {
            this.action = action;
            this.repeating = repeating;
        }

        void fire() {
            if (!cancelled && waiting.compareAndSet(false, true)) {
                due.add(this);
                wake.run();
            }
        }

        void run() {
            waiting.set(false);
            if (!repeating) {
                active.remove(this);
            }
            if (!cancelled) {
                action.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            active.remove(this);
            Future<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }

    ChildTimer once(Duration delay, Runnable action) {
        Timer timer = new Timer(action, false);
        return register(timer, scheduler.schedule(timer::fire, delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    ChildTimer repeatedly(Duration initialDelay, Duration period, Runnable action) {
        Timer timer = new Timer(action, true);
        return register(
                timer,
                scheduler.scheduleAtFixedRate(
                        timer::fire, initialDelay.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS));
    }

    private ChildTimer register(Timer timer, Future<?> future) {
        timer.future = future;
        active.add(timer);
        if (closed) {
            timer.cancel();
        }
        return timer;
    }

    boolean anyActive() {
        return !active.isEmpty() || anyDue();
    }

    boolean anyDue() {
        return !due.isEmpty();
    }

    /** Runs the next timer that is due, on the child's thread. */
    boolean runNext() {
        Timer timer = due.poll();
        if (timer == null) {
            return false;
        }
        timer.run();
        return true;
    }

    void close() {
        closed = true;
        active.forEach(Timer::cancel);
        due.clear();
    }
}
