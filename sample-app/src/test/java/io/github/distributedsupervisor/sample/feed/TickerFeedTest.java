package io.github.distributedsupervisor.sample.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildReplyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class TickerFeedTest {

    private final Instrument euro = new Instrument("EURUSD", 1.0842, 5);
    private final List<Tick> ticks = new ArrayList<>();
    private final TickerFeed feed = new TickerFeed(euro, ticks::add);

    @Test
    void eachRunOfItsTimerMakesOneTickOfItsIncarnation() {
        Runnable timer = start(feed, 42);

        timer.run();
        timer.run();

        assertThat(ticks).extracting(Tick::symbol).containsOnly("EURUSD");
        assertThat(ticks).extracting(Tick::sequence).containsExactly(1L, 2L);
        assertThat(ticks).extracting(Tick::incarnation).containsOnly(42L);
    }

    @Test
    void answersASnapshotWithItsLastTick() {
        start(feed, 42).run();

        assertThat(feed.onCall(new Snapshot()))
                .isEqualTo(new FeedState(1, ticks.get(0).price(), ticks.get(0).time()));
    }

    @Test
    void goesOnWhereTheInstanceBeforeStopped() {
        feed.restoreState(new FeedState(1000, 1.1, 5));

        start(feed, 43).run();

        assertThat(ticks.get(0).sequence()).isEqualTo(1001);
        assertThat(ticks.get(0).price()).isBetween(1.09, 1.11);
        assertThat(feed.captureState().ticks()).isEqualTo(1001);
    }

    @Test
    void crashesOnRequest() {
        assertThatIllegalStateException()
                .isThrownBy(() -> feed.onCast(new Crash("why not")))
                .withMessage("why not");
    }

    @Test
    void declinesOtherCallsWithoutCrashing() {
        assertThatExceptionOfType(ChildReplyException.class).isThrownBy(() -> feed.onCall("price?"));
    }

    private static Runnable start(TickerFeed feed, long incarnation) {
        ChildContext context = mock(ChildContext.class);
        when(context.incarnation()).thenReturn(incarnation);
        feed.onStart(context);
        ArgumentCaptor<Runnable> timer = ArgumentCaptor.forClass(Runnable.class);
        verify(context).scheduleAtFixedRate(eq(Duration.ZERO), eq(Duration.ofMillis(250)), timer.capture());
        return timer.getValue();
    }
}
