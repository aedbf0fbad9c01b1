package io.github.distributedsupervisor.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MailboxFullException;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.PlainCodec;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;

/** One node that sends numbers to one child, which lives on one of three nodes or is on its way. */
final class SimulatedTraffic implements Channels.Wire, Whereabouts {

    private static final String SELF = "node-0";
    private static final int CAPACITY = 40;
    private static final PlainCodec CODEC = new PlainCodec();

    private final Random random;
    private final HandDrivenTime time = new HandDrivenTime(0);
    private final Channels channels =
            new Channels(() -> SELF, this, this, time, time, new Channels.Capacity(CAPACITY, CAPACITY));
    private final Map<String, SimulatedMailbox> mailboxes = new HashMap<>();
    private final List<Carried> underWay = new ArrayList<>();
    private final List<Runnable> replies = new ArrayList<>();
    private final List<Runnable> searches = new ArrayList<>();
    private final List<Integer> executed = new ArrayList<>();
    private final Map<Integer, Object> outcomes = new HashMap<>();
    private int sent;
    private String home;
    private String before;
    private boolean calm;

    /** A message on its way to a node, or in its mailbox. */
    final class Carried {
        private final String node;
        private final Envelope envelope;
        private final Consumer<Reply> replyTo;
        private boolean replied;

        Carried(String node, Envelope envelope, Consumer<Reply> replyTo) {
            this.node = node;
            this.envelope = envelope;
            this.replyTo = replyTo;
        }

        Envelope envelope() {
            return envelope;
        }

        /** At once on the own node; else some time, in any order, and perhaps not what was said. */
        void reply(Reply reply) {
            if (node.equals(SELF)) {
                deliverReply(reply);
            } else {
                replies.add(() -> deliverReply(chance(20) ? new Reply.Lost("the reply") : reply));
            }
        }

        private void deliverReply(Reply reply) {
            if (!replied) {
                replied = true;
                replyTo.accept(reply);
            }
        }
    }

    SimulatedTraffic(long seed) {
        this.random = new Random(seed);
        channels.start();
        arrive();
    }

    void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> send(1 + random.nextInt(5));
            case 3, 4, 5 -> arriveAtNode();
            case 6, 7 -> execute();
            case 8, 9, 10 -> run(replies);
            case 11 -> run(searches);
            case 12 -> time.pass(Duration.ofMillis(random.nextInt(30)));
            case 13 -> rarely(4, () -> time.pass(Duration.ofMillis(random.nextInt(4_000))));
            case 14 -> rarely(4, this::move);
            default -> rarely(4, this::lose);
        }
    }

    private void rarely(int one, Runnable action) {
        if (chance(one)) {
            action.run();
        }
    }

    /** Nothing is lost any more, and all comes to an end. */
    void settle() {
        calm = true;
        if (home == null) {
            arrive();
        }
        for (int i = 0; i < 2_000 && outcomes.size() < sent; i++) {
            while (!underWay.isEmpty()) {
                arriveAtNode();
            }
            execute();
            replies.forEach(Runnable::run);
            replies.clear();
            List<Runnable> found = new ArrayList<>(searches);
            searches.clear();
            found.forEach(Runnable::run);
            time.pass(Duration.ofMillis(20));
        }
    }

    void verify() {
        assertThat(executed).isSorted().doesNotHaveDuplicates();
        assertThat(outcomes).hasSize(sent);
        outcomes.forEach((number, outcome) -> {
            if (outcome instanceof Reply.Accepted) {
                assertThat(executed).contains(number);
            } else if (outcome instanceof ChildUnavailableException
                    || outcome instanceof InvalidMessageException
                    || outcome instanceof MailboxFullException) {
                assertThat(executed).doesNotContain(number);
            }
            assertThat(outcome).isNotInstanceOf(Reply.Refused.class);
        });
        int last = sent;
        send(CAPACITY);
        settle();
        Assertions.assertThat(executed.subList(executed.size() - CAPACITY, executed.size()))
                .as("all is free again")
                .first()
                .isEqualTo(last);
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            int number = sent++;
            long deadline = time.nanos() + Duration.ofSeconds(5).toNanos();
            Payload payload = Payload.of(String.valueOf(number), CODEC);
            try {
                channels.send(
                        "room",
                        new Pending(
                                Envelope.Kind.CAST,
                                payload,
                                List.of(),
                                deadline,
                                (reply, failure) -> end(number, reply != null ? reply : failure)));
            } catch (MailboxFullException e) {
                end(number, e);
            }
        }
    }

    private void end(int number, Object outcome) {
        assertThat(outcomes.put(number, outcome)).as("an earlier outcome").isNull();
    }

    @Override
    public void transmit(String node, Envelope envelope, Consumer<Reply> replyTo) {
        if (chance(100)) {
            throw new InvalidMessageException("cannot be encoded", null);
        }
        Carried message = new Carried(node, envelope, replyTo);
        if (node.equals(SELF)) {
            take(message);
        } else {
            underWay.add(message);
        }
    }

    /** Mostly the oldest; sometimes another overtakes it. */
    private void arriveAtNode() {
        if (!underWay.isEmpty()) {
            take(underWay.remove(chance(8) ? random.nextInt(underWay.size()) : 0));
        }
    }

    private void take(Carried message) {
        SimulatedMailbox mailbox = mailboxes.get(message.node);
        if (mailbox == null) {
            message.reply(Reply.Refused.NOT_HERE);
        } else {
            mailbox.offer(message);
        }
    }

    private void execute() {
        if (home == null) {
            return;
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            Carried message = mailboxes.get(home).poll();
            if (message != null) {
                executed.add(
                        Integer.parseInt((String) message.envelope.payload().value(CODEC)));
                message.reply(Reply.Accepted.INSTANCE);
            }
        }
    }

    private void run(List<Runnable> actions) {
        if (!actions.isEmpty()) {
            actions.remove(random.nextInt(actions.size())).run();
        }
    }

    private void move() {
        if (home == null) {
            arrive();
            return;
        }
        SimulatedMailbox left = mailboxes.get(home);
        before = home;
        home = null;
        switch (random.nextInt(4)) {
            case 0 -> left.crash().forEach(message -> message.reply(new Reply.Lost("the node")));
            case 1 -> left.seal(null);
            case 2 -> left.seal("node-" + random.nextInt(3));
            default -> {
                arrive();
                left.seal(home);
            }
        }
        if (chance(2)) {
            channels.avoid(before);
        }
    }

    /** With a fresh mailbox. What was on its way for longer than the child was away does not exist. */
    private void arrive() {
        String next;
        do {
            next = "node-" + random.nextInt(3);
        } while (next.equals(before));
        while (underWay.stream().anyMatch(each -> !each.node.equals(before))) {
            arriveAtNode();
        }
        mailboxes.put(next, new SimulatedMailbox());
        home = next;
    }

    /** The sender hears that it is lost; it arrives all the same. */
    private void lose() {
        if (!underWay.isEmpty()) {
            underWay.get(random.nextInt(underWay.size())).deliverReply(new Reply.Lost("the connection"));
        }
    }

    private boolean chance(int one) {
        return !calm && random.nextInt(one) == 0;
    }

    @Override
    public boolean isHere(String name) {
        return SELF.equals(home);
    }

    @Override
    public CompletableFuture<Found> find(String name) {
        Found found = Found.at(chance(6) ? before : home);
        CompletableFuture<Found> result = new CompletableFuture<>();
        Runnable answer = chance(10)
                ? () -> result.completeExceptionally(new IllegalStateException("no answer"))
                : () -> result.complete(found);
        if (chance(2)) {
            answer.run();
        } else {
            searches.add(answer);
        }
        return result;
    }
}
