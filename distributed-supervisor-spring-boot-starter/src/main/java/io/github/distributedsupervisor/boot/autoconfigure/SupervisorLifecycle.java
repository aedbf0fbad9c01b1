package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes children once all beans are there, before the web server takes requests, and moves them away after it has
 * finished the last request. Hazelcast is shut down later, when the beans are destroyed.
 */
final class SupervisorLifecycle implements SmartLifecycle {

    /** Before the web server at start, after it at stop; the task executors outlive it. */
    static final int PHASE = DEFAULT_PHASE - 4096;

    private static final Logger LOGGER = LoggerFactory.getLogger(SupervisorLifecycle.class);

    private final DistributedSupervisor supervisor;
    private final SupervisorEvents events;
    private final DeclaredChildren declaredChildren;
    private final Duration drainTimeout;
    private volatile boolean running;

    SupervisorLifecycle(
            DistributedSupervisor supervisor,
            SupervisorEvents events,
            DeclaredChildren declaredChildren,
            Duration drainTimeout) {
        this.supervisor = supervisor;
        this.events = events;
        this.declaredChildren = declaredChildren;
        this.drainTimeout = drainTimeout;
    }

    @Override
    public void start() {
        events.open();
        supervisor.join();
        declaredChildren.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        declaredChildren.stop();
        if (!supervisor.drain(drainTimeout)) {
            LOGGER.warn(
                    "Not all children had left within {}; the rest is stopped and starts anew elsewhere."
                            + " Consider a longer distributed-supervisor.drain-timeout.",
                    drainTimeout);
        }
        supervisor.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** A node that has left cannot come back with the same member, so a pause would end it for good. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
