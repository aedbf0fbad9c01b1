package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.function.Consumer;

/** Takes its node with it: in {@code onStart}, or a moment later by a timer. */
@SupervisedChild("host-killer")
public class HostKillerChild implements Child {

    /** What kills the node of that id; in a process of its own it would be {@code System.exit}. */
    static volatile Consumer<String> kill = node -> {};

    private final long afterMillis;

    public HostKillerChild(long afterMillis) {
        this.afterMillis = afterMillis;
    }

    @Override
    public void onStart(ChildContext context) {
        if (afterMillis == 0) {
            kill.accept(context.node().id());
        } else {
            context.schedule(
                    Duration.ofMillis(afterMillis),
                    () -> kill.accept(context.node().id()));
        }
    }
}
