package io.github.distributedsupervisor.sample.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.distributedsupervisor.sample.feed.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickBatchTest {

    @Test
    void comesBackAsItWasSent() {
        TickBatch batch = new TickBatch(
                "node-8081",
                8081,
                List.of(new Tick("EURUSD", 1.08425, 17, 1_764_000_000_123L, 1_764_000_000_999L), tick("WTI")));

        assertThat(TickBatch.decode(batch.encode())).isEqualTo(batch);
    }

    @Test
    void mayHaveNoTicks() {
        TickBatch batch = new TickBatch("node-8081", 0, List.of());

        assertThat(TickBatch.decode(batch.encode())).isEqualTo(batch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "node-8081", "node-8081\tport", "node-8081\t8081\nEURUSD\t1.0", "a\t1\nEURUSD\tx\t1\t1\t1"})
    void refusesWhatIsNoBatch(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TickBatch.decode(text));
    }

    private static Tick tick(String symbol) {
        return new Tick(symbol, 79.85, 1, 2, 3);
    }
}
