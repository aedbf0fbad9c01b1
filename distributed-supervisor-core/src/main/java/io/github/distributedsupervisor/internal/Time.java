package io.github.distributedsupervisor.internal;

/** Where all time comes from. */
public interface Time {

    /** The time of the machine. */
    Time SYSTEM = new Time() {
        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    /** Milliseconds since 1970; may jump. */
    long epochMillis();

    /** Nanoseconds since some moment; never jumps back. */
    long nanos();

    default long millis() {
        return nanos() / 1_000_000;
    }
}
