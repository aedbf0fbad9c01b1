package io.github.distributedsupervisor.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildNotFoundException;
import io.github.distributedsupervisor.internal.messaging.HandDrivenNetwork.Sent;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.PlainCodec;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How channels find the node of a child, and how long they remember it. */
@Timeout(30)
class RoutingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration A_PAUSE = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofSeconds(11);

    private final HandDrivenTime time = new HandDrivenTime(-60_000_000_000L);
    private final HandDrivenNetwork network = new HandDrivenNetwork();
    private final Map<String, Object> outcomes = new LinkedHashMap<>();
    private final Channels channels =
            new Channels(() -> "me", network, network, time, time, new Channels.Capacity(100, 100));

    {
        channels.start();
    }

    @Test
    void looksForAChildOnce() {
        send("a", "b");
        network.accept("a", "b");
        send("c");

        assertThat(network.searches).isEqualTo(1);
        assertThat(network.newlySent()).containsExactly("node-1 a 0", "node-1 b 1", "node-1 c 2");
    }

    @Test
    void keepsMessagesInOrderWhileItLooksForTheChild() {
        CompletableFuture<Whereabouts.Found> search = new CompletableFuture<>();
        network.search = name -> search;
        send("a", "b");
        assertThat(network.sent).isEmpty();

        search.complete(Whereabouts.Found.at("node-3"));
        send("c");
        assertThat(network.newlySent()).containsExactly("node-3 a 0", "node-3 b 1", "node-3 c 2");
        assertThat(network.searches).isEqualTo(1);
    }

    @Test
    void sendsToAChildOfItsOwnNodeWithoutASearch() {
        network.here.add("room");
        send("a");

        assertThat(network.newlySent()).containsExactly("me a 0");
        assertThat(network.searches).isZero();
    }

    @Test
    void failsAllThatWaitsWhenThereIsNoSuchChild() {
        CompletableFuture<Whereabouts.Found> search = new CompletableFuture<>();
        network.search = name -> search;
        send("a", "b", "c");
        search.complete(Whereabouts.Found.NOTHING);
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.values()).hasOnlyElementsOfType(ChildNotFoundException.class);
        assertThat(network.sent).isEmpty();

        arriveAt("node-1");
        send("d");
        assertThat(network.newlySent()).containsExactly("node-1 d 0");
    }

    @Test
    void failsRefusedMessagesWhenTheChildIsGone() {
        send("a", "b");
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.NOTHING);
        network.accept("a");
        network.reply("b", Reply.Refused.NOT_HERE);
        time.pass(A_PAUSE);

        assertThat(outcomes.get("b")).isInstanceOf(ChildNotFoundException.class);
    }

    @Test
    void looksAgainUntilTheChildHasArrived() {
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.ON_ITS_WAY);
        send("a");
        time.pass(Duration.ofSeconds(1));
        assertThat(network.searches).isBetween(5, 30);

        arriveAt("node-2");
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-2 a 0");
    }

    @Test
    void looksAgainAfterASearchThatFailed() {
        network.search = name -> CompletableFuture.failedFuture(new IllegalStateException("partition lost"));
        send("a", "b");
        time.pass(A_PAUSE);
        assertThat(network.sent).isEmpty();

        arriveAt("node-2");
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-2 a 0", "node-2 b 1");
    }

    @Test
    void looksAgainAfterASearchThatThrew() {
        network.search = name -> {
            throw new IllegalStateException("overloaded");
        };
        send("a");
        time.pass(A_PAUSE);
        assertThat(network.searches).isGreaterThan(1);

        arriveAt("node-2");
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-2 a 0");
    }

    @Test
    void goesWhereARefusalPointsWithoutASearch() {
        send("a", "b");
        network.newlySent();
        network.reply("a", new Reply.Refused(Reply.Reason.NOT_HERE, "node-2"));
        network.reply("b", Reply.Refused.OUT_OF_ORDER);
        time.pass(A_PAUSE);

        assertThat(network.newlySent()).containsExactly("node-2 a 0", "node-2 b 1");
        assertThat(network.searches).isEqualTo(1);
    }

    @Test
    void looksAgainWhenNodesPointAtEachOther() {
        network.onTransmit = each -> {
            switch (each.node()) {
                case "node-1" -> each.replyTo().accept(new Reply.Refused(Reply.Reason.NOT_HERE, "node-2"));
                case "node-2" -> each.replyTo().accept(new Reply.Refused(Reply.Reason.NOT_HERE, "node-1"));
                default -> each.replyTo().accept(Reply.Accepted.INSTANCE);
            }
        };
        send("a");
        arriveAt("node-3");
        time.pass(A_PAUSE);

        assertThat(outcomes).containsEntry("a", Reply.Accepted.INSTANCE);
    }

    @Test
    void looksAgainAfterARefusalThatPointsNowhere() {
        send("a");
        network.newlySent();
        arriveAt("node-2");
        network.reply("a", Reply.Refused.NOT_HERE);
        assertThat(network.newlySent()).as("before a pause").isEmpty();

        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-2 a 0");
    }

    @Test
    void looksAgainWhenNoChildIsAtThatNodeAnyMore() {
        send("a");
        arriveAt("node-2");
        channels.avoid("node-3");
        send("b");
        channels.avoid("node-1");
        send("c");
        assertThat(network.newlySent()).containsExactly("node-1 a 0", "node-1 b 1");

        network.accept("a");
        network.reply("b", Reply.Refused.NOT_HERE);
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-2 b 0", "node-2 c 1");
    }

    @Test
    void looksAgainForAnIdleChannelWhenNoChildIsAtThatNodeAnyMore() {
        send("a");
        network.accept("a");
        network.newlySent();
        arriveAt("node-2");
        channels.avoid("node-1");
        send("b");

        assertThat(network.newlySent()).containsExactly("node-2 b 0");
        assertThat(network.searches).isEqualTo(2);
    }

    @Test
    void forgetsAnIdleChannelAndBeginsAFreshOne() {
        send("a");
        network.accept("a");
        time.pass(IDLE);
        arriveAt("node-2");
        send("b");

        List<Long> sessions = network.sent.stream().map(Sent::session).toList();
        assertThat(sessions.get(1)).isGreaterThan(sessions.get(0));
        assertThat(network.newlySent()).containsExactly("node-1 a 0", "node-2 b 0");
        network.accept("b");
        assertThat(outcomes).hasSize(2);
    }

    @Test
    void keepsAChannelThatIsInUse() {
        send("a");
        network.accept("a");
        time.pass(IDLE.dividedBy(2));
        send("b");
        network.accept("b");
        time.pass(IDLE.dividedBy(2));
        send("c");
        network.accept("c");
        channels.send("room", pending("d", IDLE.multipliedBy(3)));
        time.pass(IDLE.multipliedBy(2));
        send("e");

        assertThat(network.searches).isEqualTo(1);
        assertThat(network.newlySent()).endsWith("node-1 d 3", "node-1 e 4");
    }

    @Test
    void beginsWithNewerSessionsAfterARestart() {
        send("a");
        time.pass(Duration.ofMillis(1));
        Channels restarted = new Channels(() -> "me", network, network, time, time, new Channels.Capacity(9, 9));
        restarted.send("room", pending("b", PATIENCE));

        assertThat(network.sent.get(1).session())
                .isGreaterThan(network.sent.get(0).session());
    }

    @Test
    void endsAllThatWaitsWhenItIsClosedWhateverTheClockShows() {
        send("a");
        channels.close();

        assertThat(outcomes).hasSize(1);
    }

    private void arriveAt(String node) {
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.at(node));
    }

    private void send(String... texts) {
        for (String text : texts) {
            channels.send("room", pending(text, PATIENCE));
        }
    }

    private Pending pending(String text, Duration timeout) {
        long deadline = time.nanos() + timeout.toNanos();
        Payload payload = Payload.of(text, new PlainCodec());
        return new Pending(Envelope.Kind.CAST, payload, List.of(), deadline, (reply, failure) -> {
            Object before = outcomes.put(text, reply != null ? reply : failure);
            assertThat(before).as("an earlier outcome of " + text).isNull();
        });
    }
}
