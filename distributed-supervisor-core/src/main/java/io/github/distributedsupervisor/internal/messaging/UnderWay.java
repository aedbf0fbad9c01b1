package io.github.distributedsupervisor.internal.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a channel whose replies have not come, in the order of their sending. Replies come in nearly that order,
 * so what is removed is only marked, and dropped when it gets to the head. Guarded by its channel.
 */
final class UnderWay {

    private final ArrayDeque<Pending> sent = new ArrayDeque<>();
    private int size;

    void add(Pending pending) {
        pending.underWay = true;
        sent.add(pending);
        size++;
    }

    /** Returns whether it was there. */
    boolean remove(Pending pending) {
        if (!pending.underWay) {
            return false;
        }
        pending.underWay = false;
        size--;
        dropMarked();
        return true;
    }

    private void dropMarked() {
        for (Pending head = sent.peek(); head != null && !head.underWay; head = sent.peek()) {
            sent.remove();
        }
    }

    void collectExpired(long nowNanos, List<Pending> expired) {
        for (Pending pending : sent) {
            if (pending.underWay && pending.deadlineNanos - nowNanos <= 0) {
                pending.underWay = false;
                size--;
                expired.add(pending);
            }
        }
        dropMarked();
    }

    List<Pending> removeAll() {
        List<Pending> all = new ArrayList<>(size);
        for (Pending pending : sent) {
            if (pending.underWay) {
                pending.underWay = false;
                all.add(pending);
            }
        }
        sent.clear();
        size = 0;
        return all;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
