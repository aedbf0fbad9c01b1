package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartDelayTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0",
        "2, 1000",
        "3, 2000",
        "4, 4000",
        "5, 8000",
        "6, 16000",
        "7, 32000",
        "8, 64000",
        "9, 128000",
        "10, 256000",
        "11, 300000",
        "12, 300000",
        "60, 300000",
        "70, 300000",
        "2147483647, 300000"
    })
    void doublesFromOneSecondToFiveMinutes(int failures, long millis) {
        assertThat(RestartDelay.millis(failures)).isEqualTo(millis);
    }

    @Test
    void countsFailuresUntilARunWasStable() {
        assertThat(RestartDelay.failuresAfter(0, 0)).isEqualTo(1);
        assertThat(RestartDelay.failuresAfter(4, 59_999)).isEqualTo(5);
        assertThat(RestartDelay.failuresAfter(4, 60_000)).isEqualTo(1);
    }
}
