package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays the life of clusters that are split, paused and merged, with the real decisions, leases, mandates and merges. More
 * seeds by {@code -Dsimulation.seeds=100000}, and a fifth of that in a slow network; one seed with its trace by {@code -Dsimulation.seed=42}.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 500);
    private static final int SLOW_SEEDS = SEEDS / 5;
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
        List<Long> broken = LongStream.range(-SLOW_SEEDS, SEEDS)
                .parallel()
                .filter(seed -> isBroken(seed, null, starts))
                .boxed()
                .toList();
        assertThat(broken.isEmpty() ? null : failureOf(broken.get(0), null))
                .as("seeds that break: %s", broken)
                .isNull();
        System.out.println(
                "SIMULATION seeds=" + SEEDS + " slow=" + SLOW_SEEDS + " instances=" + starts.sum() + " broken=0");
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
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "STOP_AT_MERGING",
                "MERGED_START",
                "SAME_INCARNATION",
                "STILL_TOGETHER",
                "ONCE_ON_A_NODE",
                "BURY_WHEN_GONE",
                "LEFT_NO_VOTE",
                "LAPSE",
                "BEFORE_IT_CAME"
            })
    void findsABrokenPromiseWithout(Mitigation mitigation) throws IOException {
        for (long seed = 0; seed < ENOUGH; seed++) {
            if (isBrokenWithout(mitigation, seed)) {
                assertThat(Files.readString(PAGE))
                        .as("%s breaks with seed %s: %s", mitigation, seed, failureOf(seed, mitigation))
                        .contains("| " + mitigation.meaning() + " | " + seed + " |");
                return;
            }
        }
        throw new AssertionError("nothing breaks in " + ENOUGH + " seeds without: " + mitigation.meaning());
    }

    /** What they are against is too rare to look for the first seed each time. */
    @ParameterizedTest
    @CsvSource({
        "STOP_AT_MERGING, -834, two instances run",
        "MERGED_START, -57577, was started and never terminated",
        "SAME_INCARNATION, 50123, two instances run",
        "STILL_TOGETHER, -1010, two instances run",
        "ONCE_ON_A_NODE, -5520, two instances run",
        "BURY_WHEN_GONE, -5551, two instances run",
        "LEFT_NO_VOTE, 122065, two instances run",
        "LAPSE, 96314, runs nowhere",
        "BEFORE_IT_CAME, 107059, two instances run"
    })
    void findsARarelyBrokenPromiseWithout(Mitigation mitigation, long seed, String how) throws IOException {
        assertThat(failureOf(seed, mitigation)).contains(how);
        assertThat(isBrokenWithout(mitigation, seed)).isTrue();
        assertThat(Files.readString(PAGE)).contains("| " + mitigation.meaning() + " | " + seed + " |");
    }

    /** Not only without the one that it stands behind. */
    private static boolean isBrokenWithout(Mitigation mitigation, long seed) {
        Mitigation before = mitigation.before();
        return isBroken(seed, mitigation, new LongAdder())
                && (before == null || !isBroken(seed, before, new LongAdder()));
    }

    private static boolean isBroken(long seed, @Nullable Mitigation off, LongAdder starts) {
        Simulation simulation = new Simulation(seed, off, false);
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
