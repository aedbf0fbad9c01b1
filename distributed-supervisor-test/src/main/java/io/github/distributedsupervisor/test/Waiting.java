package io.github.distributedsupervisor.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what no event tells. */
final class Waiting {

    private static final long PAUSE_NANOS = 50_000_000;

    private Waiting() {}

    /**
     * Waits until nothing is in the way.
     *
     * @param obstacle says what is in the way, or nothing
     */
    static void until(Duration patience, Supplier<String> obstacle) {
        long deadline = System.nanoTime() + patience.toNanos();
        String found = obstacle.get();
        while (!found.isEmpty()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + found);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            found = obstacle.get();
        }
    }
}
