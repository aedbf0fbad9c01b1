package io.github.distributedsupervisor.multijvm;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildReplyException;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.test.WitnessLog.Event;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts, and writes down what it does and when. */
@SupervisedChild("witness")
public final class WitnessChild implements Child, Stateful<Long> {

    /** Adds one; answers the new count. */
    public static final String INCREMENT = "increment";
    /** Answers the count. */
    public static final String COUNT = "count";

    private static final Duration TICK = Duration.ofMillis(100);

    private final WitnessFile file;
    private @Nullable ChildContext context;
    private long count;

    WitnessChild(WitnessFile file) {
        this.file = file;
    }

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
        write(Event.START, "");
        newContext.scheduleAtFixedRate(TICK, TICK, () -> write(Event.TICK, ""));
    }

    @Override
    public Object onCall(Object message) throws ChildReplyException {
        if (message.equals(INCREMENT)) {
            count++;
            write(Event.CALL, "");
        } else if (!message.equals(COUNT)) {
            throw new ChildReplyException("unknown message " + message);
        }
        return count;
    }

    @Override
    public void onStop(StopReason reason) {
        write(Event.STOP, " " + reason);
    }

    @Override
    public Long captureState() {
        return count;
    }

    @Override
    public void restoreState(Long state) {
        count = state;
    }

    private void write(Event event, String detail) {
        ChildContext here = Objects.requireNonNull(context);
        file.write(here.name(), here.incarnation(), event, count, detail);
    }
}
