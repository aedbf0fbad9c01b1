package io.github.distributedsupervisor.internal.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for a child on this node. It outlives the instances that crash; it is sealed when the child
 * leaves the node. Each sender's messages are taken in the order of their sequence numbers or not at all.
 */
public final class Mailbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private final Map<String, Position> senders = new HashMap<>();
    private final int capacity;
    private Reply.@Nullable Refused sealed;
    private @Nullable Delivery takenCall;
    private volatile Runnable consumer = () -> {};

    /** The next message expected of a sender. */
    private static final class Position {
        long session;
        long sequence;
    }

    public Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** Tells who is woken by a new message. */
    void consumedBy(Runnable newConsumer) {
        consumer = newConsumer;
    }

    /** Takes a message, or refuses it by its reply. Never blocks for long. */
    public void offer(Delivery delivery) {
        Reply refusal;
        lock.lock();
        try {
            refusal = refusalOf(delivery.envelope());
            if (refusal == null) {
                queue.add(delivery);
            }
        } finally {
            lock.unlock();
        }
        if (refusal == null) {
            consumer.run();
        } else {
            delivery.reply(refusal);
        }
    }

    private @Nullable Reply refusalOf(Envelope envelope) {
        if (sealed != null) {
            return sealed;
        }
        Position expected = senders.computeIfAbsent(envelope.sender(), sender -> new Position());
        boolean next = envelope.session() == expected.session
                ? envelope.sequence() == expected.sequence
                : envelope.session() > expected.session && envelope.sequence() == 0;
        if (!next) {
            return Reply.Refused.OUT_OF_ORDER;
        }
        if (queue.size() >= capacity) {
            return Reply.Refused.FULL;
        }
        expected.session = envelope.session();
        expected.sequence = envelope.sequence() + 1;
        return null;
    }

    /** No message of that sender is to come any more: it is gone, and its id does not come back. */
    public void forget(String sender) {
        lock.lock();
        try {
            senders.remove(sender);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Delivery poll() {
        lock.lock();
        try {
            Delivery next = queue.poll();
            boolean call = next != null && next.envelope().kind().isAnswered();
            takenCall = call ? next.once() : null;
            return call ? takenCall : next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Replies to the call that was taken last, unless that was answered: the child may never do it, and until then its
     * sender could send nothing to the next instance.
     */
    public void giveUpTakenCall(String why) {
        Delivery taken;
        lock.lock();
        try {
            taken = takenCall;
        } finally {
            lock.unlock();
        }
        if (taken != null) {
            taken.reply(new Reply.Lost(why));
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The number of messages that wait. */
    public int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    public int capacity() {
        return capacity;
    }

    /** For how long the oldest message waits, by the clock that deadlines are set by; 0 when none does. */
    public long waitingNanos(long nowNanos) {
        Delivery oldest;
        lock.lock();
        try {
            oldest = queue.peek();
        } finally {
            lock.unlock();
        }
        return oldest == null ? 0 : Math.max(0, nowNanos - oldest.arrivedAtNanos());
    }

    /** Refuses all that waits and all that comes, so that the senders look for the child elsewhere. */
    public void seal(@Nullable String betterNode) {
        Reply.Refused reply = new Reply.Refused(Reply.Reason.NOT_HERE, betterNode);
        List<Delivery> refused;
        lock.lock();
        try {
            sealed = reply;
            refused = new ArrayList<>(queue);
            queue.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(delivery -> delivery.reply(reply));
    }

    /** Takes messages again, after a move that was given up. */
    public void unseal() {
        lock.lock();
        try {
            sealed = null;
        } finally {
            lock.unlock();
        }
    }
}
