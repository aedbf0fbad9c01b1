package io.github.distributedsupervisor.sample.feed;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildReplyException;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.SupervisedChild;
import java.time.Duration;
import java.util.SplittableRandom;

/** The one feed of an instrument in the cluster: a new price four times a second. */
@SupervisedChild("ticker")
public class TickerFeed implements Child, Stateful<FeedState> {

    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Instrument instrument;
    private final TickSink sink;
    private final PriceWalk walk;
    private FeedState state;

    /**
     * A feed.
     *
     * @param instrument an argument of the child's spec
     * @param sink a bean of the node on which the feed runs
     */
    public TickerFeed(Instrument instrument, TickSink sink) {
        this.instrument = instrument;
        this.sink = sink;
        this.walk = new PriceWalk(instrument, new SplittableRandom());
        this.state = new FeedState(0, instrument.reference(), 0);
    }

    @Override
    public void onStart(ChildContext context) {
        long incarnation = context.incarnation();
        context.scheduleAtFixedRate(Duration.ZERO, PERIOD, () -> tick(incarnation));
    }

    @Override
    public Object onCall(Object message) {
        if (message instanceof Snapshot) {
            return state;
        }
        throw new ChildReplyException("a feed answers a Snapshot only");
    }

    @Override
    public void onCast(Object message) {
        if (message instanceof Crash crash) {
            throw new IllegalStateException(crash.reason());
        }
    }

    @Override
    public FeedState captureState() {
        return state;
    }

    @Override
    public void restoreState(FeedState previous) {
        state = previous;
    }

    private void tick(long incarnation) {
        state = new FeedState(state.ticks() + 1, walk.after(state.price()), System.currentTimeMillis());
        sink.accept(new Tick(instrument.symbol(), state.price(), state.ticks(), incarnation, state.lastTickTime()));
    }
}
