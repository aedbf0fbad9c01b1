package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.function.Consumer;

/** Takes its node with it: in {@code onStart}, or a moment later by a timer, and sooner each time. */
@SupervisedChild("host-killer")
public class HostKillerChild implements Child {

    /** What kills the node of that id; in a process of its own it would be {@code System.exit}. */
    static volatile Consumer<String> kill = node -> {};

    /** Half as long the next time: that the deaths of two nodes are not noticed equally fast must not look like a longer run. */
    static volatile long afterMillis;

    @Override
    public void onStart(ChildContext context) {
        long after = afterMillis;
        afterMillis = after / 2;
        if (after == 0) {
            kill.accept(context.node().id());
        } else {
            context.schedule(
                    Duration.ofMillis(after), () -> kill.accept(context.node().id()));
        }
    }
}
