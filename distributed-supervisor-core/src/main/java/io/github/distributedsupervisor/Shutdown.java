package io.github.distributedsupervisor;

import io.github.distributedsupervisor.internal.Settings;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a child may take to finish its current message and run {@link Child#onStop}.
 *
 * @param mode what happens at the end
 * @param timeout the time allowed; zero unless the mode is {@link Mode#TIMEOUT}
 */
public record Shutdown(Mode mode, Duration timeout) {

    /** The time a child gets by default: five seconds, as in Erlang's supervisors. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private static final Shutdown INFINITY = new Shutdown(Mode.INFINITY, Duration.ZERO);
    private static final Shutdown BRUTAL_KILL = new Shutdown(Mode.BRUTAL_KILL, Duration.ZERO);

    /** The way a child is stopped. */
    public enum Mode {
        /**
         * After the timeout the child's thread is interrupted; after twice the timeout the child is abandoned: it handles
         * no further message, and its name is free.
         */
        TIMEOUT,
        /** Wait as long as it takes. */
        INFINITY,
        /** Interrupt at once, run no {@link Child#onStop}. */
        BRUTAL_KILL
    }

    /** Checks the combination. */
    public Shutdown {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(timeout, "timeout");
        if (mode == Mode.TIMEOUT) {
            Settings.positive("shutdown timeout", timeout);
        }
    }

    /**
     * Finish within {@code timeout}, then be interrupted.
     *
     * @param timeout the time allowed, positive and at most a year
     * @return the shutdown
     */
    public static Shutdown timeout(Duration timeout) {
        return new Shutdown(Mode.TIMEOUT, timeout);
    }

    /**
     * Wait for the child without limit.
     *
     * @return the shutdown
     */
    public static Shutdown infinity() {
        return INFINITY;
    }

    /**
     * Interrupt the child at once.
     *
     * @return the shutdown
     */
    public static Shutdown brutalKill() {
        return BRUTAL_KILL;
    }
}
