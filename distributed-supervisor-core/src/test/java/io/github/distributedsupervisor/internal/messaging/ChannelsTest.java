package io.github.distributedsupervisor.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.ChildCallTimeoutException;
import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.MailboxFullException;
import io.github.distributedsupervisor.SupervisorException;
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

/** What channels make of replies, deadlines and limits. */
@Timeout(30)
class ChannelsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration A_PAUSE = Duration.ofMillis(200);
    private static final Reply OUT_OF_ORDER = Reply.Refused.OUT_OF_ORDER;

    private final HandDrivenTime time = new HandDrivenTime(1_000);
    private final HandDrivenNetwork network = new HandDrivenNetwork();
    private final Map<String, Object> outcomes = new LinkedHashMap<>();
    private final Channels channels = channels(4, 6);

    @Test
    void sendsInOrderWithoutWaitingForReplies() {
        send("a", "b", "c");

        assertThat(network.sent.stream().map(Sent::session).distinct()).hasSize(1);
        assertThat(network.newlySent()).containsExactly("node-1 a 0", "node-1 b 1", "node-1 c 2");
        network.accept("c", "a", "b");
        assertThat(outcomes.keySet()).containsExactly("c", "a", "b");
        assertThat(network.newlySent()).isEmpty();
    }

    @Test
    void keepsNoMoreThanAWindowUnderWay() {
        Channels wide = channels(2_000, 2_000);
        for (int i = 0; i < 1_030; i++) {
            wide.send("room", pending("m" + i, PATIENCE));
        }
        assertThat(network.sent).hasSize(1_024);

        network.accept("m0", "m1");
        assertThat(network.sent).hasSize(1_026);
    }

    @Test
    void sendsRefusedMessagesAgainInTheirOrder() {
        send("a", "b", "c", "d");
        long firstSession = network.sent.get(0).session();
        network.newlySent();
        network.reply("d", OUT_OF_ORDER);
        network.reply("b", Reply.Refused.NOT_HERE);
        network.accept("a");
        network.reply("c", OUT_OF_ORDER);
        time.pass(A_PAUSE);

        assertThat(network.sent).allMatch(each -> each.session() > firstSession);
        assertThat(network.newlySent()).containsExactly("node-1 b 0", "node-1 c 1", "node-1 d 2");
        network.accept("b", "c", "d");
        assertThat(outcomes.keySet()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void sendsNothingWhileTheFateOfAMessageIsInDoubt() {
        send("a", "b");
        network.newlySent();
        network.reply("b", Reply.Refused.FULL);
        send("c");
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).isEmpty();

        network.accept("a");
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-1 b 0", "node-1 c 1");
    }

    @Test
    void doesNotSendALostMessageAgain() {
        send("a", "b", "c");
        long firstSession = network.sent.get(0).session();
        network.newlySent();
        Reply lost = new Reply.Lost("node left");
        network.reply("a", lost);
        network.reply("b", OUT_OF_ORDER);
        send("d");
        network.accept("c");
        time.pass(A_PAUSE);

        assertThat(outcomes).containsEntry("a", lost).doesNotContainKeys("b", "d");
        assertThat(network.sent).allMatch(each -> each.session() > firstSession);
        assertThat(network.newlySent()).containsExactly("node-1 b 0", "node-1 d 1");
    }

    @Test
    void beginsANewSessionBehindALostMessage() {
        send("a", "b");
        long firstSession = network.sent.get(0).session();
        network.newlySent();
        network.accept("a");
        network.reply("b", new Reply.Lost("node left"));
        send("c");
        time.pass(A_PAUSE);

        assertThat(network.searches).isEqualTo(2);
        assertThat(network.sent).allMatch(each -> each.session() > firstSession);
        assertThat(network.newlySent()).containsExactly("node-1 c 0");
    }

    @Test
    void failsAMessageThatRunsOutOfTimeBeforeItsDelivery() {
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.ON_ITS_WAY);
        send("a");
        time.pass(PATIENCE.minusMillis(1));
        assertThat(outcomes).isEmpty();

        time.pass(A_PAUSE);
        assertThat(outcomes.get("a")).isInstanceOf(ChildUnavailableException.class);
    }

    @Test
    void failsAMessageThatRunsOutOfTimeAfterItsDelivery() {
        send("a");
        time.pass(PATIENCE.plus(A_PAUSE));

        assertThat(outcomes.get("a")).isInstanceOf(ChildCallTimeoutException.class);
    }

    @Test
    void knowsThatARefusedMessageWasNotExecutedWhenItRunsOutOfTime() {
        send("a", "b");
        network.reply("b", Reply.Refused.FULL);
        time.pass(PATIENCE.plus(A_PAUSE));

        assertThat(outcomes.get("a")).isInstanceOf(ChildCallTimeoutException.class);
        assertThat(outcomes.get("b")).isInstanceOf(ChildUnavailableException.class);
    }

    @Test
    void tellsTheReceiverHowMuchTimeIsLeft() {
        send("a");
        time.pass(Duration.ofSeconds(1));
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.ON_ITS_WAY);
        network.reply("a", Reply.Refused.NOT_HERE);
        time.pass(Duration.ofSeconds(2));
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.at("node-2"));
        time.pass(A_PAUSE);

        assertThat(network.sent.get(0).envelope().remainingMillis()).isEqualTo(5_000);
        assertThat(network.sent.get(1).envelope().remainingMillis()).isBetween(1_800L, 2_000L);
    }

    @Test
    void countsLateRepliesAndDropsThem() {
        send("a", "b");
        time.pass(PATIENCE.plus(A_PAUSE));
        send("c");
        network.newlySent();
        network.accept("a");
        network.reply("b", OUT_OF_ORDER);
        assertThat(channels.lateReplies()).isEqualTo(2);
        assertThat(outcomes.values()).hasOnlyElementsOfType(ChildCallTimeoutException.class);

        network.accept("c");
        send("d");
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("node-1 d 0");
        assertThat(outcomes).hasSize(3).containsEntry("c", Reply.Accepted.INSTANCE);
    }

    @Test
    void countsARefusalAsLateWhenTheDeadlineHasTheMessageAlready() {
        channels.send(
                "room",
                new Pending(
                        Envelope.Kind.CALL,
                        payload("first"),
                        List.of(),
                        time.nanos() + PATIENCE.toNanos(),
                        (reply, failure) -> network.reply("second", OUT_OF_ORDER)));
        send("second");
        time.pass(PATIENCE.plus(A_PAUSE));

        assertThat(outcomes.get("second")).isInstanceOf(ChildCallTimeoutException.class);
        assertThat(channels.lateReplies()).isEqualTo(1);
    }

    @Test
    void acceptsAsManyMessagesForAChildAsItsCapacityAndNoMore() {
        send("a", "b", "c", "d");
        assertThatThrownBy(() -> send("e")).isInstanceOf(MailboxFullException.class);
        network.reply("d", OUT_OF_ORDER);
        assertThatThrownBy(() -> send("e")).isInstanceOf(MailboxFullException.class);

        network.accept("a");
        send("f");
        assertThatThrownBy(() -> send("g")).isInstanceOf(MailboxFullException.class);
        assertThat(outcomes.keySet()).containsExactly("a");
    }

    @Test
    void acceptsAsManyMessagesForAllChildrenAsItsCapacityAndNoMore() {
        for (String name : List.of("hall", "room", "roof")) {
            channels.send(name, pending(name + " 1", PATIENCE));
            channels.send(name, pending(name + " 2", PATIENCE));
        }
        assertThatThrownBy(() -> send("a")).isInstanceOf(MailboxFullException.class);
        network.accept("hall 1");
        send("a");
        assertThatThrownBy(() -> send("b")).isInstanceOf(MailboxFullException.class);

        time.pass(PATIENCE.plus(A_PAUSE));
        send("c", "d", "e", "f");
        assertThatThrownBy(() -> send("g")).isInstanceOf(MailboxFullException.class);
        channels.send("hall", pending("hall 3", PATIENCE));
        channels.send("hall", pending("hall 4", PATIENCE));
        assertThatThrownBy(() -> channels.send("hall", pending("hall 5", PATIENCE)))
                .isInstanceOf(MailboxFullException.class);
    }

    @Test
    void takesBackTheRoomOfAMessageThatAFullChannelDidNotAccept() {
        send("a", "b", "c", "d");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> send("e")).isInstanceOf(MailboxFullException.class);
        }
        channels.send("hall", pending("f", PATIENCE));
        channels.send("hall", pending("g", PATIENCE));

        assertThat(network.sent).hasSize(6);
    }

    @Test
    void repliesThatComeWhileAMessageIsSentNeitherRecurNorReorder() {
        int[] depth = {0};
        network.onTransmit = each -> {
            assertThat(++depth[0]).isEqualTo(1);
            int number = Integer.parseInt(each.text());
            if (number < 10_000) {
                send(String.valueOf(number + 1));
            }
            each.replyTo().accept(Reply.Accepted.INSTANCE);
            depth[0]--;
        };
        send("0");

        assertThat(network.sent).hasSize(10_001);
        assertThat(outcomes.keySet().stream().map(Integer::parseInt)).isSorted().hasSize(10_001);
    }

    @Test
    void survivesRefusalsThatComeWhileAMessageIsSent() {
        network.here.add("room");
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.at("me"));
        network.onTransmit = each -> each.replyTo().accept(Reply.Refused.FULL);
        send("a", "b", "c");
        time.pass(A_PAUSE);
        assertThat(outcomes).isEmpty();
        assertThat(network.newlySent()).allMatch(each -> each.equals("me a 0"));

        network.onTransmit = each -> each.replyTo().accept(Reply.Accepted.INSTANCE);
        time.pass(A_PAUSE);
        assertThat(network.newlySent()).containsExactly("me a 0", "me b 1", "me c 2");
        assertThat(outcomes.keySet()).containsExactly("a", "b", "c");
    }

    @Test
    void failsOnlyTheMessageThatCannotBeSent() {
        IllegalStateException cause = new IllegalStateException("no");
        SupervisorException known = new SupervisorException("known", null);
        network.onTransmit = each -> {
            switch (each.text()) {
                case "b" -> throw cause;
                case "c" -> throw known;
                default -> {}
            }
        };
        send("a", "b", "c", "d");
        network.newlySent();
        network.accept("a");
        assertThat(network.newlySent()).containsExactly("node-1 c 0", "node-1 d 0");
        network.accept("d");

        assertThat((Throwable) outcomes.get("b"))
                .isInstanceOf(SupervisorException.class)
                .hasCause(cause);
        assertThat(outcomes).containsEntry("c", known).containsEntry("d", Reply.Accepted.INSTANCE);
    }

    @Test
    void endsAllThatWaitsWhenItIsClosed() {
        network.search = name -> new CompletableFuture<>();
        channels.send("hall", pending("a", PATIENCE));
        network.search = name -> HandDrivenNetwork.completed(Whereabouts.Found.at("node-1"));
        channels.send("room", pending("b", PATIENCE));
        channels.send("room", pending("c", Duration.ofNanos(Long.MAX_VALUE)));
        channels.close();

        assertThat(outcomes.get("a")).isInstanceOf(ChildUnavailableException.class);
        assertThat(outcomes.get("b")).isInstanceOf(ChildCallTimeoutException.class);
        assertThat(outcomes.get("c")).isInstanceOf(ChildCallTimeoutException.class);
    }

    @Test
    void letsAMessageWithAVeryLongDeadlineWait() {
        channels.send("room", pending("a", Duration.ofNanos(Long.MAX_VALUE)));
        time.pass(Duration.ofHours(1));
        assertThat(outcomes).isEmpty();

        network.accept("a");
        assertThat(outcomes).hasSize(1);
    }

    private Channels channels(int perChild, int inAll) {
        Channels made = new Channels(() -> "me", network, network, time, time, new Channels.Capacity(perChild, inAll));
        made.start();
        return made;
    }

    private void send(String... texts) {
        for (String text : texts) {
            channels.send("room", pending(text, PATIENCE));
        }
    }

    private static Payload payload(String text) {
        return Payload.of(text, new PlainCodec());
    }

    private Pending pending(String text, Duration timeout) {
        return new Pending(
                Envelope.Kind.CALL, payload(text), List.of(), time.nanos() + timeout.toNanos(), (reply, failure) -> {
                    Object before = outcomes.put(text, reply != null ? reply : failure);
                    assertThat(before).as("an earlier outcome of " + text).isNull();
                });
    }
}
