package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.ChildNotFoundException;
import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.MailboxFullException;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All messages of this node to one name, in order. Many are under way at once. When one is refused, the channel waits until
 * it knows what became of the others, puts the refused ones back in front, looks for the child again and begins a new
 * session: go-back-N, where only what surely was not executed is sent again.
 */
final class Channel {

    private static final int WINDOW = 1_024;
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 100;
    private static final long IDLE_NANOS = 10_000_000_000L;

    private final String name;
    private final Channels channels;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final UnderWay underWay = new UnderWay();
    private final List<Pending> refused = new ArrayList<>();
    private @Nullable String route;
    private @Nullable String hint;
    private boolean recovering;
    private boolean searching;
    private boolean flushing;
    private boolean retired;
    private long session;
    private long nextSequence;
    private long pauseMillis;
    private long usedNanos;

    Channel(String name, Channels channels) {
        this.name = name;
        this.channels = channels;
        this.session = channels.nextSession();
    }

    /** Accepts a message; false when the channel was retired meanwhile and another must be used. */
    boolean send(Pending pending) {
        lock.lock();
        try {
            if (retired) {
                return false;
            }
            if (waiting.size() + underWay.size() + refused.size() >= channels.capacity()) {
                throw new MailboxFullException(
                        "too many messages of this node wait for child '" + name + "' (" + channels.capacity()
                                + "); slow down or raise the mailbox capacity",
                        null);
            }
            waiting.add(pending);
            usedNanos = channels.nanos();
            flush();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Holds the lock. Sends what may be sent now. Replies may come back while this runs, on this very thread. */
    private void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        try {
            while (settle() && !waiting.isEmpty() && underWay.size() < WINDOW && !searching) {
                if (findRoute()) {
                    transmit(waiting.remove());
                }
            }
        } finally {
            flushing = false;
        }
    }

    /** Whether nothing is in doubt; ends a recovery when the last message under way is accounted for. */
    private boolean settle() {
        if (!recovering) {
            return true;
        }
        if (!underWay.isEmpty()) {
            return false;
        }
        refused.sort(Comparator.comparingLong(pending -> pending.sequence));
        for (int i = refused.size() - 1; i >= 0; i--) {
            waiting.addFirst(refused.get(i));
        }
        refused.clear();
        recovering = false;
        session = channels.nextSession();
        nextSequence = 0;
        route = null;
        return true;
    }

    private boolean findRoute() {
        if (route == null) {
            // after a refusal only after a pause: a mailbox may be here and sealed
            if (pauseMillis == 0 && hint == null && channels.whereabouts().isHere(name)) {
                route = channels.self();
            } else {
                search();
            }
        }
        return route != null;
    }

    private void search() {
        searching = true;
        String hinted = hint;
        hint = null;
        if (hinted != null && pauseMillis <= FIRST_PAUSE_MILLIS) {
            pauseLonger(); // until one is accepted: nodes may point at each other
            channels.later(FIRST_PAUSE_MILLIS, () -> found(Whereabouts.Found.at(hinted), null));
            return;
        }
        channels.later(pauseMillis, () -> find().whenCompleteAsync(this::found, Runnable::run));
    }

    private CompletableFuture<Whereabouts.Found> find() {
        try {
            return channels.whereabouts().find(name);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e); // overload, or the node shuts down: as any search that failed
        }
    }

    private void found(Whereabouts.@Nullable Found found, @Nullable Throwable failure) {
        List<Pending> unreachable = List.of();
        lock.lock();
        try {
            searching = false;
            if (found != null && (!found.exists() || found.refusal() != null)) {
                unreachable = new ArrayList<>(waiting);
                waiting.clear();
            } else if (found == null || found.node() == null) {
                pauseLonger();
            } else {
                route = found.node();
            }
            flush();
        } finally {
            lock.unlock();
            for (Pending pending : unreachable) {
                channels.finish(pending, null, unreachable(found));
            }
        }
    }

    private SupervisorException unreachable(Whereabouts.@Nullable Found found) {
        String refusal = found == null ? null : found.refusal();
        return refusal == null
                ? new ChildNotFoundException("there is no child '" + name + "'; start it first", null)
                : new ChildUnavailableException("child '" + name + "' " + refusal, null);
    }

    private void pauseLonger() {
        pauseMillis = pauseMillis == 0 ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    private void transmit(Pending pending) {
        if (pending.isDone()) {
            return;
        }
        pending.sequence = nextSequence++;
        pending.delivered = true;
        underWay.add(pending);
        Envelope envelope = pending.envelope(name, channels.remainingMillis(pending), channels.self(), session);
        try {
            channels.transmit(Objects.requireNonNull(route), envelope, reply -> replied(pending, reply));
        } catch (RuntimeException e) {
            // the message itself cannot be sent; the sequence has a gap now, so begin anew behind it
            underWay.remove(pending);
            recovering = true;
            SupervisorException failure = e instanceof SupervisorException known
                    ? known
                    : new SupervisorException("cannot send to child '" + name + "'", e);
            channels.finish(pending, null, failure);
        }
    }

    private void replied(Pending pending, Reply reply) {
        boolean known = false;
        boolean toBeRepeated = false;
        lock.lock();
        try {
            known = underWay.remove(pending);
            boolean first = !recovering;
            if (reply instanceof Reply.Refused refusal) {
                recovering = true;
                toBeRepeated = known;
                if (toBeRepeated) {
                    pending.delivered = false;
                    refused.add(pending);
                }
                learnFrom(refusal, first);
            } else if (reply instanceof Reply.Lost) {
                recovering = true;
                pauseLonger();
            } else {
                pauseMillis = 0;
            }
            flush();
        } finally {
            lock.unlock();
            if (!known) {
                channels.countLateReply(); // the deadline took it, though it may not have told the sender yet
            } else if (!toBeRepeated) {
                channels.finish(pending, reply, null);
            }
        }
    }

    private void learnFrom(Reply.Refused refusal, boolean first) {
        if (refusal.betterNode() != null) {
            hint = refusal.betterNode();
        } else if (first && refusal.reason() != Reply.Reason.OUT_OF_ORDER) {
            pauseLonger(); // once for all that are under way
        }
    }

    /** The child is not at that node any more: look for it before the next message. */
    void avoid(String node) {
        lock.lock();
        try {
            if (node.equals(route)) {
                recovering = true;
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Finishes what is past its deadline. Returns whether the channel has nothing left to do and was retired. */
    boolean expire(long nowNanos) {
        List<Pending> expired = new ArrayList<>();
        lock.lock();
        try {
            Pending.takeExpired(waiting.iterator(), nowNanos, expired);
            Pending.takeExpired(refused.iterator(), nowNanos, expired);
            underWay.collectExpired(nowNanos, expired);
            if (!expired.isEmpty()) {
                flush();
            }
            boolean empty = waiting.isEmpty() && underWay.isEmpty() && refused.isEmpty();
            retired = empty && !searching && nowNanos - usedNanos > IDLE_NANOS;
            return retired;
        } finally {
            lock.unlock();
            finishLate(expired); // whatever happened: they are in no list any more
        }
    }

    /** Finishes all. */
    void close() {
        List<Pending> ended = new ArrayList<>();
        lock.lock();
        try {
            ended.addAll(waiting);
            ended.addAll(refused);
            ended.addAll(underWay.removeAll());
            waiting.clear();
            refused.clear();
        } finally {
            lock.unlock();
        }
        finishLate(ended);
    }

    private void finishLate(List<Pending> all) {
        for (Pending pending : all) {
            channels.finish(pending, null, channels.deadlineFailure(name, pending));
        }
    }
}
