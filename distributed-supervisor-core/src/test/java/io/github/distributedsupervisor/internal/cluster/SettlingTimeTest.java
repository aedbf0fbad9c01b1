package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettlingTimeTest {

    private final SettlingTime time = new SettlingTime(100);

    @Test
    void isNeverOverWhileNothingCanBeSettled() {
        time.possible(false, 0);

        assertThat(time.isOver(0, 1_000_000)).isFalse();
    }

    @Test
    void countsFromTheMomentInWhichItCanBeSettled() {
        time.possible(false, 0);
        time.possible(true, 1_000);
        time.possible(true, 1_090);

        assertThat(time.isOver(0, 1_100)).isFalse();
        assertThat(time.isOver(0, 1_101)).isTrue();
    }

    @Test
    void countsFromItsBeginWhenThatIsLater() {
        time.possible(true, 0);

        assertThat(time.isOver(50, 150)).isFalse();
        assertThat(time.isOver(50, 151)).isTrue();
    }

    @Test
    void countsAnewAfterAnInterruption() {
        time.possible(true, 0);
        time.possible(false, 90);
        time.possible(true, 5_000);

        assertThat(time.isOver(0, 5_100)).isFalse();
        assertThat(time.isOver(0, 5_101)).isTrue();
    }
}
