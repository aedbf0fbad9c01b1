package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBackOffTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static void refused(Duration initial, double multiplier, Duration max, double jitter, Duration resetAfter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestartBackOff(initial, multiplier, max, jitter, resetAfter));
    }

    @Test
    void refusesWhatIsNoBackOff() {
        refused(Duration.ZERO, 2, SECOND, 0, SECOND);
        refused(SECOND, 0.9, SECOND, 0, SECOND);
        refused(SECOND, Double.NaN, SECOND, 0, SECOND);
        refused(SECOND, Double.POSITIVE_INFINITY, SECOND, 0, SECOND);
        refused(SECOND, 2, SECOND.minusMillis(1), 0, SECOND);
        refused(SECOND, 2, Duration.ofDays(366), 0, SECOND);
        refused(SECOND, 2, SECOND, -0.1, SECOND);
        refused(SECOND, 2, SECOND, 1.1, SECOND);
        refused(SECOND, 2, SECOND, Double.NaN, SECOND);
        refused(SECOND, 2, SECOND, 0, Duration.ofNanos(1));
    }
}
