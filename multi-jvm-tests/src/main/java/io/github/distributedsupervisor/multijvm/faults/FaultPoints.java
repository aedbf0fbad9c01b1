package io.github.distributedsupervisor.multijvm.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Lets a process wait at a {@link FaultPoint} of a child, once, until it is killed or told to go on. Both sides meet in a
 * directory: the file {@value #ARMED} holds the point and the name, the file {@value #REACHED} says that somebody waits
 * there, and the wait ends when the former is gone.
 */
public final class FaultPoints {

    /** What is waited for: the point, a space, the name of the child. */
    public static final String ARMED = "armed-point";
    /** Made by the process that waits. */
    public static final String REACHED = "reached-point";

    private static final long POLL_MILLIS = 5;
    private static final long LONGEST_SECONDS = 20;

    private final Path armed;
    private final Path reached;
    private volatile boolean watching;

    FaultPoints(Path directory) {
        this.armed = directory.resolve(ARMED);
        this.reached = directory.resolve(REACHED);
    }

    /** From now on this process looks whether it is to wait. */
    void watch() {
        watching = true;
    }

    /** The child is there. Blocks if somebody wants that, for at most 20 seconds. */
    void reach(FaultPoint point, String name) {
        if (!watching) {
            return;
        }
        try {
            if (isArmed(point, name)) {
                Files.createFile(reached);
                awaitGo();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isArmed(FaultPoint point, String name) throws IOException {
        return Files.exists(armed)
                && !Files.exists(reached)
                && Files.readString(armed).equals(point + " " + name);
    }

    private void awaitGo() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (Files.exists(armed) && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
