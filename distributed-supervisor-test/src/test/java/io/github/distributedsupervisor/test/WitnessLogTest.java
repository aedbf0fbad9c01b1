package io.github.distributedsupervisor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.test.WitnessLog.Event;
import io.github.distributedsupervisor.test.WitnessLog.Overlap;
import io.github.distributedsupervisor.test.WitnessLog.Succession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessLogTest {

    private static final long MILLI = 1_000_000;

    private final List<String> lines = new ArrayList<>();

    /** One instance that ticks each 10 ms. */
    private WitnessLogTest instance(String name, long incarnation, long fromMillis, long toMillis, Event last) {
        write(name, incarnation, fromMillis, Event.START, 0);
        for (long at = fromMillis + 10; at < toMillis; at += 10) {
            write(name, incarnation, at, Event.TICK, 0);
        }
        write(name, incarnation, toMillis, last, 0);
        return this;
    }

    private void write(String name, long incarnation, long atMillis, Event event, long count) {
        lines.add(WitnessLog.line(atMillis * MILLI, name, incarnation, event, count));
    }

    private WitnessLog analyze() {
        WitnessLog log = new WitnessLog();
        lines.forEach(log::add);
        return log;
    }

    @Test
    void findsNothingWhereEachInstanceEndsBeforeTheNext() {
        WitnessLog log = instance("a", 1, 0, 100, Event.TICK)
                .instance("a", 2, 500, 600, Event.STOP)
                .instance("a", 7, 600, 900, Event.TICK)
                .instance("b", 3, 0, 900, Event.TICK)
                .analyze();
        assertThat(log.overlaps()).isEmpty();
        assertThat(log.regressions()).isEmpty();
        assertThat(log.lost(800 * MILLI, List.of("a", "b"))).isEmpty();
        assertThat(log.names()).containsExactly("a", "b");
    }

    @Test
    void findsAnInjectedOverlap() {
        WitnessLog log = instance("a", 1, 0, 530, Event.TICK)
                .instance("a", 2, 500, 900, Event.TICK)
                .analyze();
        assertThat(log.overlaps()).containsExactly(new Overlap("a", 1, 2, Duration.ofMillis(30)));
        assertThat(log.successions()).isEmpty();
        assertThat(log.regressions()).isEmpty();
    }

    @Test
    void findsAnOverlapWithAnInstanceBeforeTheLast() {
        WitnessLog log = instance("a", 1, 0, 900, Event.TICK)
                .instance("a", 2, 100, 200, Event.STOP)
                .instance("a", 3, 300, 400, Event.STOP)
                .analyze();
        assertThat(log.overlaps()).extracting(Overlap::newer).containsExactly(2L, 3L);
    }

    @Test
    void findsAnOverlapShownByAStopOrACallAlone() {
        write("a", 1, 0, Event.START, 0);
        write("a", 2, 100, Event.START, 0);
        write("a", 1, 101, Event.STOP, 0);
        write("b", 1, 0, Event.START, 0);
        write("b", 2, 100, Event.START, 0);
        write("b", 1, 101, Event.CALL, 1);
        assertThat(analyze().overlaps()).hasSize(2);
    }

    @Test
    void measuresAnInjectedGap() {
        WitnessLog log = instance("a", 1, 0, 100, Event.TICK)
                .instance("a", 2, 5_500, 5_600, Event.STOP)
                .instance("a", 3, 5_620, 6_000, Event.TICK)
                .analyze();
        assertThat(log.successions())
                .containsExactly(
                        new Succession("a", 1, 2, Duration.ofMillis(5_400), false, true),
                        new Succession("a", 2, 3, Duration.ofMillis(20), true, true));
        assertThat(WitnessLog.gap(log.successions(), 0.5)).isEqualTo(Duration.ofMillis(20));
        assertThat(WitnessLog.gap(log.successions(), 1)).isEqualTo(Duration.ofMillis(5_400));
        assertThat(WitnessLog.gap(List.of(), 0.5)).isZero();
    }

    @Test
    void findsNamesThatAreSilentOrStoppedOrNeverSeen() {
        WitnessLog log = instance("alive", 1, 0, 1_000, Event.TICK)
                .instance("silent", 1, 0, 400, Event.TICK)
                .instance("stopped", 1, 0, 1_000, Event.STOP)
                .analyze();
        assertThat(log.lost(500 * MILLI, List.of("alive", "silent", "stopped", "never")))
                .containsExactly("never", "silent", "stopped");
    }

    @Test
    void findsAnIncarnationThatGoesBackOrIsUsedTwice() {
        WitnessLog log = instance("back", 5, 0, 100, Event.STOP)
                .instance("back", 4, 200, 300, Event.TICK)
                .instance("twice", 5, 0, 100, Event.TICK)
                .instance("twice", 5, 200, 300, Event.TICK)
                .analyze();
        assertThat(log.regressions())
                .containsExactlyInAnyOrder("back: incarnation 4 started after 5", "twice: incarnation 5 started twice");
        assertThat(log.overlaps()).isEmpty();
    }

    @Test
    void comparesTheStateBeforeAndAfter() {
        write("a", 1, 0, Event.START, 0);
        write("a", 1, 10, Event.STOP, 7);
        write("a", 2, 20, Event.START, 7);
        write("a", 2, 30, Event.STOP, 9);
        write("a", 3, 40, Event.START, 7);
        assertThat(analyze().successions()).extracting(Succession::stateKept).containsExactly(true, false);
    }

    @Test
    void doesNotDependOnTheOrderOfTheFiles() {
        instance("a", 1, 0, 530, Event.TICK)
                .instance("a", 2, 500, 900, Event.TICK)
                .instance("b", 2, 500, 900, Event.TICK);
        List<Overlap> expected = analyze().overlaps();
        Collections.shuffle(lines, new Random(1));
        assertThat(analyze().overlaps()).isEqualTo(expected);
    }

    @Test
    void readsFilesAndIgnoresALineThatWasCutOff(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("n1" + WitnessLog.SUFFIX), "10 a 1 start 0\n20 a 1 tick 0\n3");
        Files.writeString(directory.resolve("n2" + WitnessLog.SUFFIX), "40 a 2 start 0\n50 a 2 stop 0 HANDOFF\n");
        Files.writeString(directory.resolve("n3" + WitnessLog.SUFFIX), "");
        Files.writeString(directory.resolve("other.txt"), "no witness");
        WitnessLog log = WitnessLog.read(directory);
        assertThat(log.successions()).containsExactly(new Succession("a", 1, 2, Duration.ofNanos(20), false, true));
        assertThat(log.lost(45, List.of("a"))).containsExactly("a");
    }

    @Test
    void refusesWhatIsNoLine() {
        assertThatThrownBy(() -> new WitnessLog().add("10 a 1 start")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WitnessLog().add("10 a 1 jump 0")).isInstanceOf(IllegalArgumentException.class);
    }
}
