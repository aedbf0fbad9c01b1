package io.github.distributedsupervisor.internal.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.internal.reconcile.Simulation.Variant;
import org.junit.jupiter.api.Test;

/**
 * Plays the life of clusters with the real {@link Reconciler} and the real compare-and-set. More seeds by {@code
 * -Dsimulation.seeds=100000}; one seed with its trace by {@code -Dsimulation.seed=42}.
 */
class ReconcileSimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
    private static final Long ONE_SEED = Long.getLong("simulation.seed");

    @Test
    void runsEachNameOnceAndWhereItBelongs() {
        if (ONE_SEED != null) {
            assertThat(failureOf(ONE_SEED, Variant.REAL)).isNull();
            return;
        }
        long starts = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, Variant.REAL, false);
            try {
                simulation.run();
            } catch (Simulation.Violation e) {
                throw new AssertionError(failureOf(seed, Variant.REAL), e);
            }
            starts += simulation.starts();
        }
        assertThat(starts).as("the simulation does something").isGreaterThan(10L * SEEDS);
    }

    @Test
    void isTheSameForTheSameSeed() {
        Simulation first = new Simulation(7, Variant.REAL, true);
        Simulation second = new Simulation(7, Variant.REAL, true);
        first.run();
        second.run();

        assertThat(first.trace()).isNotEmpty().isEqualTo(second.trace());
    }

    @Test
    void findsTwoInstancesWhenTheCompareAndSetIsIgnored() {
        assertThat(firstFailure(new Variant(false, true, false, false))).contains("two instances run");
    }

    @Test
    void findsTwoInstancesWhenChildrenOfLivingHostsAreAdopted() {
        assertThat(firstFailure(new Variant(true, false, false, false))).contains("two instances run");
    }

    private static String firstFailure(Variant variant) {
        for (long seed = 0; seed < 1_000; seed++) {
            String failure = failureOf(seed, variant);
            if (failure != null && failure.contains("two instances")) {
                return failure;
            }
        }
        return null;
    }

    /** Null when all promises were kept; else which was broken, and the last steps before. */
    private static String failureOf(long seed, Variant variant) {
        Simulation simulation = new Simulation(seed, variant, true);
        try {
            simulation.run();
            return null;
        } catch (Simulation.Violation e) {
            return "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", simulation.trace());
        }
    }
}
