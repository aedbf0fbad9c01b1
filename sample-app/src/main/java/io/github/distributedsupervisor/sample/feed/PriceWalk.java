package io.github.distributedsupervisor.sample.feed;

import java.util.random.RandomGenerator;

/** A random walk that is drawn back to the reference price of its instrument. */
final class PriceWalk {

    private static final double STEP = 0.0004;
    private static final double PULL = 0.01;

    private final Instrument instrument;
    private final RandomGenerator random;
    private final double scale;

    PriceWalk(Instrument instrument, RandomGenerator random) {
        this.instrument = instrument;
        this.random = random;
        this.scale = Math.pow(10, instrument.decimals());
    }

    /** The price that follows, rounded to the digits of the instrument and never less than its smallest step. */
    double after(double price) {
        double reference = instrument.reference();
        double next = price + (reference - price) * PULL + reference * STEP * random.nextGaussian();
        return Math.max(1, Math.round(next * scale)) / scale;
    }
}
