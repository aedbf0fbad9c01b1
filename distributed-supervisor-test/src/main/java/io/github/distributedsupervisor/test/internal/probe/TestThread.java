package io.github.distributedsupervisor.test.internal.probe;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Runs what it is given when it is asked to, on the thread that asks. */
public final class TestThread implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private boolean running;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs all there is; does nothing when called by what it runs. */
    public void runAll() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        } finally {
            running = false;
        }
    }

    /** Whether it is running something now. */
    public boolean isRunning() {
        return running;
    }
}
