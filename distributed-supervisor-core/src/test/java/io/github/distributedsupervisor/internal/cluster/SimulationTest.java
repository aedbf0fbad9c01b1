package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays the life of clusters that are split, paused and merged, with the real decisions, leases, mandates and merges. More
 * seeds by {@code -Dsimulation.seeds=100000}; one seed with its trace by {@code -Dsimulation.seed=42}.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 500);
    private static final @Nullable Long ONE_SEED = Long.getLong("simulation.seed");
    private static final Path PAGE = Path.of("../docs/simulation.md");
    private static final int ENOUGH = 3_000;

    @Test
    void runsEachNameOnceAndWhereItBelongs() {
        if (ONE_SEED != null) {
            assertThat(failureOf(ONE_SEED, null)).isNull();
            return;
        }
        LongAdder starts = new LongAdder();
        OptionalLong broken = LongStream.range(0, SEEDS)
                .parallel()
                .filter(seed -> isBroken(seed, starts))
                .min();
        assertThat(broken.isPresent() ? failureOf(broken.getAsLong(), null) : null)
                .isNull();
        System.out.println("SIMULATION seeds=" + SEEDS + " instances=" + starts.sum() + " broken=0");
        assertThat(starts.sum()).as("the simulation does something").isGreaterThan(10L * SEEDS);
    }

    @Test
    void isTheSameForTheSameSeed() {
        Simulation first = new Simulation(7, null, true);
        Simulation second = new Simulation(7, null, true);
        first.run();
        second.run();

        assertThat(first.trace()).isNotEmpty().isEqualTo(second.trace());
    }

    /** The first seed is the one of the page. */
    @ParameterizedTest
    @EnumSource
    void findsABrokenPromiseWithout(Mitigation mitigation) throws IOException {
        for (long seed = 0; seed < ENOUGH; seed++) {
            try {
                new Simulation(seed, mitigation, false).run();
            } catch (Simulation.Violation e) {
                assertThat(Files.readString(PAGE)).contains("| " + mitigation.meaning() + " | " + seed + " |");
                return;
            }
        }
        throw new AssertionError("nothing breaks in " + ENOUGH + " seeds without: " + mitigation.meaning());
    }

    private static boolean isBroken(long seed, LongAdder starts) {
        Simulation simulation = new Simulation(seed, null, false);
        try {
            simulation.run();
            starts.add(simulation.referee.starts());
            return false;
        } catch (Simulation.Violation e) {
            return true;
        }
    }

    /** Null when all promises were kept; else which was broken, and the last steps before. */
    private static @Nullable String failureOf(long seed, @Nullable Mitigation off) {
        Simulation simulation = new Simulation(seed, off, true);
        try {
            simulation.run();
            return null;
        } catch (Simulation.Violation e) {
            return "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", simulation.trace());
        }
    }
}
