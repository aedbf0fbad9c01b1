package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Takes messages of one sender by the rules of the real mailbox. */
final class SimulatedMailbox {

    private static final int CAPACITY = 6;

    private final Queue<SimulatedTraffic.Carried> queue = new ArrayDeque<>();
    private Reply sealed;
    private long session;
    private long sequence;

    void offer(SimulatedTraffic.Carried message) {
        Reply refusal = refusalOf(message);
        if (refusal == null) {
            queue.add(message);
        } else {
            message.reply(refusal);
        }
    }

    private Reply refusalOf(SimulatedTraffic.Carried message) {
        if (sealed != null) {
            return sealed;
        }
        long itsSession = message.envelope().session();
        long itsSequence = message.envelope().sequence();
        boolean next = itsSession == session ? itsSequence == sequence : itsSession > session && itsSequence == 0;
        if (!next) {
            return Reply.Refused.OUT_OF_ORDER;
        }
        if (queue.size() >= CAPACITY) {
            return Reply.Refused.FULL;
        }
        session = itsSession;
        sequence = itsSequence + 1;
        return null;
    }

    SimulatedTraffic.Carried poll() {
        return queue.poll();
    }

    void seal(String betterNode) {
        sealed = new Reply.Refused(Reply.Reason.NOT_HERE, betterNode);
        List<SimulatedTraffic.Carried> refused = new ArrayList<>(queue);
        queue.clear();
        refused.forEach(message -> message.reply(sealed));
    }

    /** The node crashes: all that waited is lost. */
    List<SimulatedTraffic.Carried> crash() {
        List<SimulatedTraffic.Carried> lost = new ArrayList<>(queue);
        queue.clear();
        sealed = Reply.Refused.NOT_HERE;
        return lost;
    }
}
