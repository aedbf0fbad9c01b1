package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.multijvm.faults.Referee.Gap;
import io.github.distributedsupervisor.multijvm.faults.Referee.Instance;
import io.github.distributedsupervisor.multijvm.faults.Referee.Overlap;
import io.github.distributedsupervisor.multijvm.faults.Referee.Pause;
import io.github.distributedsupervisor.test.WitnessLog;
import io.github.distributedsupervisor.test.WitnessLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults are put into what the referee reads: each must be found. */
class RefereeTest {

    private static final long MILLI = 1_000_000;

    private final Referee referee = new Referee(List.of(new Pause("p1", 1_000 * MILLI, 31_000 * MILLI)));

    private void write(String process, long millis, String name, long incarnation, Event event, String detail) {
        referee.add(process, WitnessLog.line(millis * MILLI, name, incarnation, event, 0) + detail);
    }

    private void live(String process, String name, long incarnation, long from, long to, Event last) {
        write(process, from, name, incarnation, Event.START, "");
        for (long millis = from + 20; millis < to; millis += 20) {
            write(process, millis, name, incarnation, Event.TICK, "");
        }
        write(process, to, name, incarnation, last, "");
    }

    private void replacedDuringThePause(String name) {
        live("p1", name, 1, 0, 990, Event.TICK);
        live("p2", name, 2, 15_000, 40_000, Event.TICK);
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        live("p2", "a", 1, 0, 500, Event.STOP);
        live("p3", "a", 2, 500, 900, Event.TICK);
        live("p2", "b", 7, 0, 900, Event.TICK);
        assertThat(referee.overlaps()).isEmpty();
        assertThat(referee.regressions()).isEmpty();
        assertThat(referee.gaps()).isEmpty();
        assertThat(referee.lost(800 * MILLI, List.of("a", "b"))).isEmpty();
        assertThat(referee.several(800 * MILLI)).isEmpty();
        assertThat(referee.handledByReplaced()).isZero();
    }

    @Test
    void findsAnInjectedDuplicate() {
        live("p2", "a", 1, 0, 530, Event.TICK);
        live("p3", "a", 2, 500, 900, Event.TICK);
        assertThat(referee.overlaps())
                .containsExactly(new Overlap(
                        "a", new Instance(1, "p2"), new Instance(2, "p3"), 500 * MILLI, 530 * MILLI, false));
        assertThat(referee.several(520 * MILLI)).containsExactly("a");
    }

    @Test
    void findsADuplicateOfTheSameIncarnationOnTwoNodes() {
        live("p2", "a", 1, 0, 530, Event.TICK);
        live("p3", "a", 1, 500, 900, Event.TICK);
        assertThat(referee.overlaps()).hasSize(1);
        assertThat(referee.regressions()).hasSize(1);
    }

    @Test
    void findsAnInjectedGap() {
        live("p2", "a", 1, 0, 100, Event.TICK);
        live("p3", "a", 2, 5_500, 5_600, Event.STOP);
        live("p2", "a", 3, 5_640, 5_700, Event.TICK);
        assertThat(referee.gaps())
                .containsExactly(
                        new Gap("a", 100 * MILLI, 5_500 * MILLI, false),
                        new Gap("a", 5_600 * MILLI, 5_640 * MILLI, true));
        assertThat(referee.gaps().get(0).duration()).isEqualTo(Duration.ofMillis(5_400));
    }

    @Test
    void findsAnInjectedRegression() {
        live("p2", "a", 5, 0, 100, Event.STOP);
        live("p3", "a", 4, 200, 300, Event.TICK);
        live("p3", "b", 4, 200, 300, Event.STOP);
        live("p3", "b", 4, 400, 500, Event.STOP);
        assertThat(referee.regressions())
                .containsExactlyInAnyOrder(
                        "a: incarnation 4 on p3 started after 5", "b: incarnation 4 started twice on p3");
    }

    @Test
    void findsWhatIsLost() {
        live("p2", "stopped", 1, 0, 900, Event.STOP);
        live("p2", "silent", 1, 0, 400, Event.TICK);
        live("p2", "alive", 1, 0, 900, Event.TICK);
        assertThat(referee.lost(500 * MILLI, List.of("alive", "never", "silent", "stopped")))
                .containsExactly("never", "silent", "stopped");
    }

    @Test
    void aPausedInstanceThatWasReplacedAndIsSilentDoesNotOverlap() {
        replacedDuringThePause("a");
        write("p1", 31_900, "a", 1, Event.STOP, " SUPERSEDED");
        assertThat(referee.overlaps()).isEmpty();
        assertThat(referee.handledByReplaced()).isZero();
        assertThat(referee.gaps()).containsExactly(new Gap("a", 990 * MILLI, 15_000 * MILLI, false));
    }

    @Test
    void aPausedInstanceThatWasReplacedAndGoesOnOverlaps() {
        replacedDuringThePause("a");
        write("p1", 31_020, "a", 1, Event.TICK, "");
        write("p1", 31_150, "a", 1, Event.CALL, "");
        assertThat(referee.overlaps()).extracting(Overlap::duration).containsExactly(Duration.ofMillis(150));
        assertThat(referee.overlaps()).allMatch(Overlap::afterPause);
        assertThat(referee.handledByReplaced()).isEqualTo(2);
    }

    @Test
    void whatWasInHandWhenTheProcessWasPausedWasNotHandledAfterIt() {
        replacedDuringThePause("a");
        write("p1", 31_001, "a", 1, Event.CALL, " began=" + 999 * MILLI);
        assertThat(referee.overlaps()).extracting(Overlap::duration).containsExactly(Duration.ofMillis(1));
        assertThat(referee.handledByReplaced()).isZero();
    }

    @Test
    void oneTickThatWasDueAtThePauseMayHaveBeenInHand() {
        replacedDuringThePause("a");
        write("p1", 31_005, "a", 1, Event.TICK, " due=" + 999 * MILLI);
        assertThat(referee.overlaps()).extracting(Overlap::duration).containsExactly(Duration.ofMillis(5));
        assertThat(referee.handledByReplaced()).isZero();
    }

    @Test
    void oneTickThatWasDueAfterThePauseWasNotInHand() {
        replacedDuringThePause("a");
        write("p1", 31_005, "a", 1, Event.TICK, "");
        assertThat(referee.handledByReplaced()).isEqualTo(1);
    }

    @Test
    void ticksOfSeveralThatWereDueAtThePauseWereNotInHand() {
        for (String name : List.of("a", "b")) {
            replacedDuringThePause(name);
            write("p1", 31_005, name, 1, Event.TICK, " due=" + 999 * MILLI);
        }
        assertThat(referee.handledByReplaced()).isEqualTo(2);
    }

    @Test
    void whatFollowsATickThatWasDueAtThePauseShowsThatItWasNotInHand() {
        replacedDuringThePause("a");
        write("p1", 31_005, "a", 1, Event.TICK, " due=" + 999 * MILLI);
        write("p1", 31_010, "a", 1, Event.CALL, "");
        assertThat(referee.handledByReplaced()).isEqualTo(2);
    }

    @Test
    void aPauseThatNobodyUsedIsAGapOnly() {
        live("p1", "a", 1, 0, 990, Event.TICK);
        write("p1", 31_010, "a", 1, Event.TICK, "");
        assertThat(referee.overlaps()).isEmpty();
        assertThat(referee.handledByReplaced()).isZero();
        assertThat(referee.gaps()).hasSize(1);
    }

    @Test
    void readsFilesAndIgnoresALineThatWasCutOff(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("n1" + WitnessLog.SUFFIX), "10 a 1 start 0\n20 a 1 tick 0\n3");
        Files.writeString(directory.resolve("n2" + WitnessLog.SUFFIX), "40 a 2 start 0\n50 a 2 stop 0 HANDOFF\n");
        Referee read = Referee.read(directory, List.of());
        assertThat(read.gaps()).containsExactly(new Gap("a", 20, 40, false));
        assertThat(read.names()).containsExactly("a");
    }

    @Test
    void countsQuantiles() {
        List<Duration> durations = List.of(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(Verdict.quantile(durations, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Verdict.quantile(durations, 1)).isEqualTo(Duration.ofSeconds(3));
        assertThat(Verdict.quantile(List.of(), 1)).isZero();
    }
}
