package io.github.distributedsupervisor.sample.feed;

/** Where feeds put their ticks. Called by many threads at once; must not block. */
@FunctionalInterface
public interface TickSink {

    /**
     * Takes a tick.
     *
     * @param tick the tick
     */
    void accept(Tick tick);
}
