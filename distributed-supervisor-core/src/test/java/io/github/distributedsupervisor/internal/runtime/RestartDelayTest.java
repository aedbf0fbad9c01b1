package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.RestartBackOff;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartDelayTest {

    private static long delay(RestartBackOff backOff, int failures) {
        return RestartDelay.millis(backOff, "room-1", failures);
    }

    private static RestartBackOff backOff(String initial, double multiplier, String max, double jitter) {
        return new RestartBackOff(
                Duration.parse(initial), multiplier, Duration.parse(max), jitter, Duration.ofMinutes(1));
    }

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
    void doublesFromOneSecondToFiveMinutesByDefault(int failures, long millis) {
        assertThat(delay(RestartBackOff.DEFAULT, failures)).isEqualTo(millis);
    }

    @Test
    void growsAsItIsTold() {
        RestartBackOff backOff = backOff("PT0.2S", 1.5, "PT0.4S", 0);

        assertThat(IntStream.rangeClosed(1, 5).mapToLong(failures -> delay(backOff, failures)))
                .containsExactly(0L, 200L, 300L, 400L, 400L);
        assertThat(delay(backOff("PT1S", 1, "PT1S", 0), Integer.MAX_VALUE)).isEqualTo(1_000);
    }

    @Test
    void takesOffAnotherShareForEachChildAndEachTimeButTheSameWhenAskedAgain() {
        RestartBackOff backOff = backOff("PT10S", 1, "PT10S", 0.5);

        List<Long> delays = IntStream.range(0, 1_000)
                .mapToObj(i -> RestartDelay.millis(backOff, "room-" + i, 2))
                .toList();

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(5_000L, 10_000L));
        for (long tenth = 5_000; tenth < 10_000; tenth += 500) {
            long from = tenth;
            assertThat(delays.stream().filter(delay -> delay >= from && delay < from + 500))
                    .as("delays from %d ms on", from)
                    .hasSizeBetween(50, 150);
        }
        assertThat(delay(backOff, 2)).isNotEqualTo(delay(backOff, 3)).isEqualTo(delay(backOff, 2));
    }

    @Test
    void countsFailuresUntilARunWasStable() {
        assertThat(RestartDelay.failuresAfter(RestartBackOff.DEFAULT, 0, 0)).isEqualTo(1);
        assertThat(RestartDelay.failuresAfter(RestartBackOff.DEFAULT, 4, 59_999))
                .isEqualTo(5);
        assertThat(RestartDelay.failuresAfter(RestartBackOff.DEFAULT, 4, 60_000))
                .isEqualTo(1);
    }
}
