package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildReplyException;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.multijvm.WitnessChild;
import io.github.distributedsupervisor.test.WitnessLog.Event;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts, and writes down what it does and when. The line of a call that took more than a millisecond says when that began,
 * so that a process which was paused in the middle of it is not blamed for what it did after. That of a tick which is more than
 * a second late says when it was due: if that was before the pause, the tick may have been in hand.
 */
@SupervisedChild("counter")
public final class CounterChild implements Child, Stateful<Long> {

    static final String COMMIT = "commit";

    private static final Duration FINE = Duration.ofMillis(20);
    private static final long QUICK_NANOS = 1_000_000;
    private static final long LATE_NANOS = 1_000_000_000;

    private final NodeServices services;
    private @Nullable ChildContext context;
    private long count;
    private long tickDue;

    CounterChild(NodeServices services) {
        this.services = services;
    }

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
        services.points().reach(FaultPoint.STARTING, newContext.name());
        write(Event.START, "");
        services.writes().begin(newContext.name(), newContext.incarnation());
        Duration tick =
                services.isFine(newContext.name()) ? FINE : services.options().tick();
        tickDue = System.nanoTime() + tick.toNanos();
        newContext.scheduleAtFixedRate(tick, tick, () -> tick(tick));
        services.points().reach(FaultPoint.STARTED, newContext.name());
    }

    private void tick(Duration period) {
        long due = tickDue;
        long now = System.nanoTime();
        tickDue = now + period.toNanos();
        write(Event.TICK, now - due > LATE_NANOS ? " due=" + due : "");
    }

    @Override
    public Object onCall(Object message) throws ChildReplyException {
        long began = System.nanoTime();
        if (message.equals(WitnessChild.INCREMENT)) {
            count++;
        } else if (message.equals(COMMIT)) {
            count++;
            here().checkpoint();
        } else if (!message.equals(WitnessChild.COUNT)) {
            throw new ChildReplyException("unknown message " + message);
        }
        write(Event.CALL, System.nanoTime() - began > QUICK_NANOS ? " began=" + began : "");
        return count;
    }

    @Override
    public void onStop(StopReason reason) {
        services.writes().end(here().name(), here().incarnation());
        services.points().reach(FaultPoint.STOPPING, here().name());
        write(Event.STOP, " " + reason);
        services.points().reach(FaultPoint.STOPPED, here().name());
    }

    @Override
    public Long captureState() {
        services.points().reach(FaultPoint.CAPTURING, here().name());
        return count;
    }

    @Override
    public void restoreState(Long state) {
        count = state;
    }

    private ChildContext here() {
        return Objects.requireNonNull(context);
    }

    private void write(Event event, String detail) {
        services.file().write(here().name(), here().incarnation(), event, count, detail);
    }
}
