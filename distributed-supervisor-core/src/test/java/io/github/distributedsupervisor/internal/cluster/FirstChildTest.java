package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstChildTest {

    private final FirstChild first = new FirstChild();

    @Test
    void comesAloneUntilItHasBegun() {
        assertThat(first.comesAlone(5)).isTrue();
        first.begun();
        assertThat(first.comesAlone(5)).isFalse();
        assertThat(first.asked(5)).isZero();
    }

    @Test
    void doesNotMakeTheOthersWaitForLong() {
        assertThat(first.comesAlone(1_000_000)).isTrue();
        assertThat(first.asked(1_000_000)).isEqualTo(2_000);
        assertThat(first.asked(1_001_999)).isEqualTo(1);
        assertThat(first.comesAlone(1_001_999)).isTrue();
        assertThat(first.comesAlone(1_002_000)).isFalse();
        assertThat(first.asked(1_002_000)).isZero();
    }
}
