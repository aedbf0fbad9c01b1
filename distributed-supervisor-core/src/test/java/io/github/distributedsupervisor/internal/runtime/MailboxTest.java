package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox(4);
    private final Map<String, Reply> replies = new LinkedHashMap<>();

    @Test
    void givesOutWhatItTookInOrder() {
        offer("a", 1, 0);
        offer("b", 9, 0);
        offer("a", 1, 1);

        assertThat(mailbox.size()).isEqualTo(3);
        assertThat(drain()).containsExactly("a/1/0", "b/9/0", "a/1/1");
        assertThat(replies).isEmpty();
        assertThat(mailbox.poll()).isNull();
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void refusesAGap() {
        offer("a", 1, 0);
        offer("a", 1, 2);

        assertThat(replies).containsExactly(Map.entry("a/1/2", Reply.Refused.OUT_OF_ORDER));
        offer("a", 1, 1);
        assertThat(drain()).containsExactly("a/1/0", "a/1/1");
    }

    @Test
    void refusesWhatItTookBefore() {
        offer("a", 1, 0);
        offer("a", 1, 0);

        assertThat(replies).containsExactly(Map.entry("a/1/0", Reply.Refused.OUT_OF_ORDER));
        assertThat(drain()).containsExactly("a/1/0");
    }

    @Test
    void refusesTheMiddleOfASessionItHasNotSeen() {
        offer("a", 1, 5);

        assertThat(replies).containsExactly(Map.entry("a/1/5", Reply.Refused.OUT_OF_ORDER));
    }

    @Test
    void beginsANewSessionAtZero() {
        offer("a", 1, 0);
        offer("a", 1, 1);
        offer("a", 2, 1);
        offer("a", 2, 0);
        offer("a", 2, 1);

        assertThat(replies).containsExactly(Map.entry("a/2/1", Reply.Refused.OUT_OF_ORDER));
        assertThat(drain()).containsExactly("a/1/0", "a/1/1", "a/2/0", "a/2/1");
    }

    @Test
    void takesNothingOfAnOldSessionAnyMore() {
        offer("a", 1, 0);
        offer("a", 3, 0);
        offer("a", 1, 1);
        offer("a", 2, 0);

        assertThat(replies.keySet()).containsExactly("a/1/1", "a/2/0");
        assertThat(drain()).containsExactly("a/1/0", "a/3/0");
    }

    @Test
    void forgetsASenderThatIsGone() {
        offer("a", 1, 0);
        offer("b", 1, 0);
        mailbox.forget("a");
        offer("a", 1, 1);
        offer("b", 1, 1);

        assertThat(replies.keySet()).containsExactly("a/1/1");
        assertThat(drain()).containsExactly("a/1/0", "b/1/0", "b/1/1");
    }

    @Test
    void keepsSendersApart() {
        offer("a", 1, 0);
        offer("b", 1, 1);
        offer("c", 1, 0);

        assertThat(replies.keySet()).containsExactly("b/1/1");
        assertThat(drain()).containsExactly("a/1/0", "c/1/0");
    }

    @Test
    void refusesWhatIsBeyondItsCapacityWithoutLosingItsPlace() {
        for (int i = 0; i < 5; i++) {
            offer("a", 1, i);
        }
        offer("a", 1, 5);

        assertThat(replies.get("a/1/4")).isEqualTo(Reply.Refused.FULL);
        assertThat(replies.get("a/1/5")).isEqualTo(Reply.Refused.OUT_OF_ORDER);
        mailbox.poll();
        offer("a", 1, 4);
        assertThat(drain()).containsExactly("a/1/1", "a/1/2", "a/1/3", "a/1/4");
    }

    @Test
    void refusesAllThatWaitsAndComesOnceItIsSealed() {
        offer("a", 1, 0);
        offer("b", 1, 0);
        mailbox.seal("better");
        offer("a", 1, 1);

        Reply elsewhere = new Reply.Refused(Reply.Reason.NOT_HERE, "better");
        assertThat(replies)
                .containsExactly(
                        Map.entry("a/1/0", elsewhere), Map.entry("b/1/0", elsewhere), Map.entry("a/1/1", elsewhere));
        assertThat(mailbox.poll()).isNull();
    }

    @Test
    void takesMessagesAgainAfterAMoveThatWasGivenUp() {
        offer("a", 1, 0);
        mailbox.seal("better");
        mailbox.unseal();
        offer("a", 1, 1);
        offer("a", 2, 0);

        assertThat(drain()).endsWith("a/2/0").doesNotContain("a/1/0");
    }

    @Test
    void wakesItsConsumerForEachMessageTakenAndNoOther() {
        AtomicInteger woken = new AtomicInteger();
        mailbox.consumedBy(woken::incrementAndGet);
        offer("a", 1, 0);
        offer("a", 1, 7);
        assertThat(woken).hasValue(1);

        mailbox.seal(null);
        offer("a", 1, 1);
        assertThat(woken).hasValue(1);
    }

    private void offer(String sender, long session, long sequence) {
        Envelope envelope =
                new Envelope("room", Envelope.Kind.CAST, Payload.NULL, 1_000, List.of(), sender, session, sequence);
        mailbox.offer(new Delivery(envelope, 0, reply -> replies.put(label(envelope), reply)));
    }

    private List<String> drain() {
        List<String> all = new ArrayList<>();
        for (Delivery next = mailbox.poll(); next != null; next = mailbox.poll()) {
            all.add(label(next.envelope()));
        }
        return all;
    }

    private static String label(Envelope envelope) {
        return envelope.sender() + "/" + envelope.session() + "/" + envelope.sequence();
    }
}
