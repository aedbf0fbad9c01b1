package io.github.distributedsupervisor.sample.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.sample.feed.Tick;
import org.junit.jupiter.api.Test;

class TickTapeTest {

    private final TickTape tape = new TickTape();

    @Test
    void isEmptyBeforeTheFirstTick() {
        assertThat(tape.latest()).isNull();
        assertThat(tape.node()).isNull();
        assertThat(tape.gap()).isNull();
        assertThat(tape.pricesAfter(0)).isEmpty();
    }

    @Test
    void followsTheLatestTickOfTheLatestIncarnation() {
        record("one", 1, 1, 1000);
        record("two", 2, 2, 1300);
        record("one", 1, 3, 1250);

        assertThat(tape.latest()).isEqualTo(tick(2, 2, 1300));
        assertThat(tape.node()).isEqualTo("two");
    }

    @Test
    void measuresTheGapBetweenTwoIncarnations() {
        record("one", 1, 1, 1000);
        record("two", 2, 2, 1340);
        record("two", 2, 3, 1590);

        assertThat(tape.gap()).isEqualTo(340);
    }

    @Test
    void aTickOfTheOldIncarnationThatArrivesLateShortensTheGap() {
        record("one", 1, 1, 1000);
        record("two", 2, 3, 1340);
        record("one", 1, 2, 1250);

        assertThat(tape.gap()).isEqualTo(90);
        assertThat(tape.duplicates()).isZero();
    }

    @Test
    void remembersTheLongestGap() {
        record("one", 1, 1, 1000);
        record("two", 2, 2, 1900);
        record("one", 3, 3, 2000);

        assertThat(tape.gap()).isEqualTo(100);
        assertThat(tape.longestGap()).isEqualTo(900);
    }

    @Test
    void aTickOfAnIncarnationThatWasReplacedBeforeIsADuplicate() {
        record("one", 1, 1, 1000);
        record("two", 2, 2, 1300);
        record("one", 1, 2, 1301);

        assertThat(tape.duplicates()).isEqualTo(1);
    }

    @Test
    void isADuplicateAlsoWhenTheLaterIncarnationIsHeardOfAfterwards() {
        record("one", 1, 1, 1000);
        record("one", 1, 2, 1301);
        record("one", 1, 3, 1551);
        record("two", 2, 2, 1300);

        assertThat(tape.duplicates()).isEqualTo(2);
        assertThat(tape.gap()).isZero();
    }

    @Test
    void aTickAtTheVeryTimeOfTheReplacementIsNone() {
        record("one", 1, 1, 1300);
        record("two", 2, 2, 1300);

        assertThat(tape.duplicates()).isZero();
        assertThat(tape.gap()).isZero();
    }

    @Test
    void comparesWithEachLaterIncarnationNotOnlyTheLatest() {
        record("one", 1, 1, 1000);
        record("two", 2, 2, 1300);
        record("three", 3, 3, 5000);
        record("one", 1, 2, 1400);

        assertThat(tape.duplicates()).isEqualTo(1);
    }

    @Test
    void theSameTickFromTwoNodesIsADuplicate() {
        record("one", 1, 1, 1000);
        record("two", 1, 1, 1000);

        assertThat(tape.duplicates()).isEqualTo(1);
        assertThat(tape.recorded()).isEqualTo(1);
    }

    @Test
    void theSameTickFromTheSameNodeIsIgnored() {
        record("one", 1, 1, 1000);
        record("one", 1, 1, 1000);

        assertThat(tape.duplicates()).isZero();
        assertThat(tape.recorded()).isEqualTo(1);
    }

    @Test
    void aSequenceThatStartsAnewInALaterIncarnationIsNoDuplicate() {
        record("one", 1, 7, 1000);
        record("one", 2, 7, 1250);

        assertThat(tape.duplicates()).isZero();
        assertThat(tape.recorded()).isEqualTo(2);
    }

    @Test
    void keepsTheLastSixtyPricesInTheOrderOfTheirTimes() {
        for (int tick = 1; tick <= 100; tick++) {
            record("one", 1, tick, 1000 + tick);
        }

        assertThat(tape.pricesAfter(0)).hasSize(60).startsWith(41.0).endsWith(100.0);
        assertThat(tape.pricesAfter(98)).containsExactly(99.0, 100.0);
        assertThat(tape.pricesAfter(100)).isEmpty();
    }

    private void record(String node, long incarnation, long sequence, long time) {
        tape.record(tick(incarnation, sequence, time), node);
    }

    private static Tick tick(long incarnation, long sequence, long time) {
        return new Tick("EURUSD", sequence, sequence, incarnation, time);
    }
}
