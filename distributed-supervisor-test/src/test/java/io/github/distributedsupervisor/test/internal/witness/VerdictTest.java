package io.github.distributedsupervisor.test.internal.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The referee sees what is wrong, and only that. */
class VerdictTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final LifeLog log = new LifeLog(now::get);

    private int begin(long second, long incarnation, int node) {
        now.set(second * SECOND);
        return log.began("room", incarnation, node);
    }

    private void end(long second, int life) {
        now.set(second * SECOND);
        log.ended(life);
    }

    @Test
    void acceptsOneInstanceAfterTheOther() {
        int first = begin(1, 10, 0);
        end(2, first);
        begin(2, 11, 1);

        assertThat(log.violations(false)).isEmpty();
    }

    @Test
    void namesChildNodesAndTimesOfTwoInstancesAtOnce() {
        int first = begin(1, 10, 0);
        begin(3, 11, 2);
        end(5, first);

        assertThat(log.violations(true))
                .containsExactly("two instances of child 'room' at once, for 2.000 s: incarnation 10 on node 0"
                        + " (from 1.000 s, until 5.000 s) and incarnation 11 on node 2 (from 3.000 s, lives)");
    }

    @Test
    void namesAnIncarnationThatGoesBack() {
        end(2, begin(1, 10, 0));
        end(4, begin(3, 9, 1));
        begin(5, 9, 2);

        assertThat(log.violations(true))
                .hasSize(3)
                .allMatch(text -> text.startsWith("the incarnation of child 'room' did not grow"));
    }

    @Test
    void allowsOneInstanceOnEachSideOfAPartitionUnlessToldOtherwise() {
        int first = begin(1, 10, 0);
        log.parted(0, 1, Apart.Cause.PARTITION);
        begin(3, 11, 1);
        end(5, first);
        log.reunited();

        assertThat(log.violations(true)).isEmpty();
        assertThat(log.violations(false)).hasSize(1);
    }

    @Test
    void neverAllowsTwoInstancesOnOneSide() {
        log.parted(0, 1, Apart.Cause.PARTITION);
        log.parted(0, 2, Apart.Cause.PARTITION);
        begin(1, 10, 1);
        begin(2, 11, 2);

        assertThat(log.violations(true)).hasSize(1);
    }

    @Test
    void countsWhatGoesOnAfterTheClusterIsOneAgain() {
        begin(1, 10, 0);
        log.parted(0, 1, Apart.Cause.PARTITION);
        begin(2, 11, 1);
        now.set(3 * SECOND);
        log.reunited();
        now.set(4 * SECOND);

        assertThat(log.violations(true)).hasSize(1);
    }

    @Test
    void aNodeThatStandsStillCountsInNoCase() {
        int first = begin(1, 10, 0);
        log.parted(0, 1, Apart.Cause.PAUSE);
        begin(2, 11, 1);
        end(3, first);

        assertThat(log.violations(false)).isEmpty();
    }

    @Test
    void aDeadNodeHasNoInstances() {
        begin(1, 10, 0);
        log.died(0);
        begin(2, 11, 1);

        assertThat(log.violations(false)).isEmpty();
    }
}
