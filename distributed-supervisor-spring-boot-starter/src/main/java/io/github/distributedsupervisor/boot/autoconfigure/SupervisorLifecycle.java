package io.github.distributedsupervisor.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
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

    private final SupervisorFactory factory;
    private List<RunningSupervisor> supervisors = List.of();
    private volatile boolean running;

    SupervisorLifecycle(SupervisorFactory factory) {
        this.factory = factory;
    }

    @Override
    public void start() {
        supervisors = factory.running();
        factory.openEvents();
        supervisors.forEach(each -> each.supervisor().join());
        supervisors.forEach(each -> each.declaredChildren().start());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        supervisors.forEach(each -> each.declaredChildren().stop());
        drainAll();
        supervisors.forEach(each -> each.supervisor().close());
    }

    /** All at the same time, because the partitions of this member leave once for all of them. */
    private void drainAll() {
        List<Thread> threads = new ArrayList<>();
        for (RunningSupervisor each : supervisors) {
            Thread thread = new Thread(() -> drain(each), "distributed-supervisor-drain");
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.forEach(Thread::interrupt);
        }
    }

    private static void drain(RunningSupervisor leaving) {
        if (!leaving.supervisor().drain(leaving.drainTimeout())) {
            LOGGER.warn(
                    "Not all children of the supervisor '{}' had left within {}; the rest is stopped and starts anew"
                            + " elsewhere. Consider a longer distributed-supervisor.drain-timeout.",
                    leaving.supervisor().name(),
                    leaving.drainTimeout());
        }
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
