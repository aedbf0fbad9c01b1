package io.github.distributedsupervisor.sample.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.sample.feed.Instrument;
import io.github.distributedsupervisor.sample.feed.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickerBoardTest {

    private final TickerBoard board =
            new TickerBoard(List.of(new Instrument("EURUSD", 1, 5), new Instrument("GBPUSD", 1, 5)));

    @Test
    void keepsInstrumentsApart() {
        record("one", 8080, tick("EURUSD", 1, 1000), tick("GBPUSD", 1, 1000));

        assertThat(board.standing("EURUSD", 0).recorded()).isEqualTo(1);
        assertThat(board.standing("GBPUSD", 0).node()).isEqualTo("one");
    }

    @Test
    void sumsUpDuplicatesAndFindsTheLongestGap() {
        record("one", 8080, tick("EURUSD", 1, 1000), tick("GBPUSD", 1, 1000));
        record("two", 8081, tick("EURUSD", 2, 1100), tick("GBPUSD", 2, 1700));
        record("one", 8080, tick("EURUSD", 1, 1200), tick("GBPUSD", 1, 1800));

        assertThat(board.duplicates()).isEqualTo(2);
        assertThat(board.longestGap()).isEqualTo(700);
    }

    @Test
    void hasNoLongestGapBeforeAnyMove() {
        assertThat(board.longestGap()).isNull();
    }

    @Test
    void knowsWhereEachNodeServesItsPage() {
        record("one", 8080);

        assertThat(board.port("one")).isEqualTo(8080);
        assertThat(board.port("two")).isZero();
    }

    @Test
    void ignoresInstrumentsItDoesNotShow() {
        record("one", 8080, tick("TULIPS", 1, 1000));

        assertThat(board.duplicates()).isZero();
    }

    private void record(String node, int port, Tick... ticks) {
        board.record(new TickBatch(node, port, List.of(ticks)));
    }

    private static Tick tick(String symbol, long incarnation, long time) {
        return new Tick(symbol, 1.5, time, incarnation, time);
    }
}
