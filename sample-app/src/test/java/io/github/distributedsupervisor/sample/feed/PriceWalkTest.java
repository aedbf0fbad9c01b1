package io.github.distributedsupervisor.sample.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PriceWalkTest {

    private final Instrument euro = new Instrument("EURUSD", 1.0842, 5);

    @Test
    void staysPositiveAndNearTheReferenceForADay() {
        PriceWalk walk = new PriceWalk(euro, new SplittableRandom(7));
        double price = euro.reference();
        for (int tick = 0; tick < 4 * 86_400; tick++) {
            price = walk.after(price);
            assertThat(price).isBetween(euro.reference() * 0.9, euro.reference() * 1.1);
        }
    }

    @Test
    void roundsToTheDigitsOfTheInstrument() {
        PriceWalk walk = new PriceWalk(euro, new SplittableRandom(7));

        assertThat(BigDecimal.valueOf(walk.after(1.08)).scale()).isLessThanOrEqualTo(5);
    }

    @Test
    void isDrawnBackToTheReference() {
        PriceWalk withoutChance = new PriceWalk(euro, new Constant());

        assertThat(withoutChance.after(2.0)).isLessThan(2.0);
        assertThat(withoutChance.after(0.5)).isGreaterThan(0.5);
        assertThat(withoutChance.after(euro.reference())).isEqualTo(euro.reference(), within(0.00001));
    }

    @Test
    void neverFallsToZero() {
        PriceWalk walk = new PriceWalk(new Instrument("PENNY", 0.01, 2), new Constant());

        assertThat(walk.after(0.0)).isEqualTo(0.01);
    }

    private static final class Constant implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextGaussian() {
            return 0;
        }
    }
}
