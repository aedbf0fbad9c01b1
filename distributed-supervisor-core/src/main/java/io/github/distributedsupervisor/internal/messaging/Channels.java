package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.ChildCallTimeoutException;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.MailboxFullException;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.FatalError;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels of this node, one for each name that was sent to lately. */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final long TICK_MILLIS = 20;

    private final ConcurrentMap<String, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicLong sessions;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder lateReplies = new LongAdder();
    private final Supplier<String> self;
    private final Whereabouts whereabouts;
    private final Wire wire;
    private final Time time;
    private final ScheduledExecutorService scheduler;
    private final Capacity capacity;

    /**
     * How much may wait.
     *
     * @param perChild for one name
     * @param inAll for all names
     */
    public record Capacity(int perChild, int inAll) {}

    /** Carries a message to a node, this one or another. */
    public interface Wire {
        void transmit(String node, Envelope envelope, Consumer<Reply> replyTo);
    }

    public Channels(
            Supplier<String> self,
            Whereabouts whereabouts,
            Wire wire,
            Time time,
            ScheduledExecutorService scheduler,
            Capacity capacity) {
        this.self = self;
        this.whereabouts = whereabouts;
        this.wire = wire;
        this.time = time;
        this.scheduler = scheduler;
        this.capacity = capacity;
        // sessions of a restarted supervisor must be newer than those that a mailbox remembers of this node
        this.sessions = new AtomicLong(time.epochMillis() << 20);
    }

    /** Begins to watch deadlines. */
    public void start() {
        scheduler.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends a message in its turn. */
    void send(String name, Pending pending) {
        Objects.requireNonNull(name, "name");
        if (inFlight.incrementAndGet() > capacity.inAll()) {
            inFlight.decrementAndGet();
            throw new MailboxFullException(
                    "too many messages of this node are under way (" + capacity.inAll() + ") to send another to child '"
                            + name + "'; slow down",
                    null);
        }
        try {
            while (!channel(name).send(pending)) {
                Thread.onSpinWait(); // retired this moment and about to leave the map
            }
        } catch (RuntimeException e) {
            inFlight.decrementAndGet();
            throw e;
        }
    }

    private Channel channel(String name) {
        Channel present = channels.get(name);
        // a name that has a channel was checked
        return present != null
                ? present
                : channels.computeIfAbsent(ChildSpec.checkName(name), each -> new Channel(each, this));
    }

    void finish(Pending pending, @Nullable Reply reply, @Nullable RuntimeException failure) {
        boolean first = true;
        try {
            first = pending.finish(reply, failure);
        } catch (Throwable e) {
            FatalError.survived(LOG, "telling the sender of a message what became of it", e);
        }
        if (first) {
            inFlight.decrementAndGet();
        }
    }

    void countLateReply() {
        lateReplies.increment();
    }

    /** Replies that came after the deadline and were dropped. */
    public long lateReplies() {
        return lateReplies.sum();
    }

    /** No child is at that node any more. */
    public void avoid(String node) {
        channels.values().forEach(channel -> channel.avoid(node));
    }

    private void tick() {
        long now = time.nanos();
        for (Map.Entry<String, Channel> each : channels.entrySet()) {
            try {
                if (each.getValue().expire(now)) {
                    channels.remove(each.getKey(), each.getValue());
                }
            } catch (Throwable e) { // else this was the last tick, and no call would end any more
                FatalError.survived(LOG, "looking at the deadlines of messages", e);
            }
        }
    }

    SupervisorException deadlineFailure(String name, Pending pending) {
        return pending.delivered
                ? new ChildCallTimeoutException(
                        "child '" + name + "' did not answer in time; it may have handled the message, or may yet",
                        null)
                : new ChildUnavailableException(
                        "child '" + name + "' could not be reached in time: it is starting, moving or failing over;"
                                + " nothing was executed, try again",
                        null);
    }

    void later(long millis, Runnable action) {
        if (millis == 0) {
            action.run();
            return;
        }
        try {
            scheduler.schedule(action, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the supervisor is closed: what waits ends with it
        }
    }

    /** Ends all that waits, when the supervisor is closed. */
    public void close() {
        channels.values().forEach(Channel::close);
    }

    void transmit(String node, Envelope envelope, Consumer<Reply> replyTo) {
        wire.transmit(node, envelope, replyTo);
    }

    long remainingMillis(Pending pending) {
        return Math.max(1, (pending.deadlineNanos - time.nanos()) / 1_000_000);
    }

    long nanos() {
        return time.nanos();
    }

    long nextSession() {
        return sessions.incrementAndGet();
    }

    String self() {
        return self.get();
    }

    int capacity() {
        return capacity.perChild();
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }
}
