package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.PlainCodec;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps what is sent until a test replies, and says where the children are as a test has it. */
final class HandDrivenNetwork implements Channels.Wire, Whereabouts {

    private static final PlainCodec CODEC = new PlainCodec();

    final List<Sent> sent = new ArrayList<>();
    final Set<String> here = new HashSet<>();
    Function<String, CompletableFuture<Found>> search = name -> completed(Found.at("node-1"));
    Consumer<Sent> onTransmit = each -> {};
    int searches;
    private final Map<String, Sent> latest = new HashMap<>();

    /** A message that was handed to a node. */
    record Sent(String node, Envelope envelope, Consumer<Reply> replyTo) {
        String text() {
            return (String) envelope.payload().value(CODEC);
        }

        long session() {
            return envelope.session();
        }
    }

    static CompletableFuture<Found> completed(Found found) {
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public void transmit(String node, Envelope envelope, Consumer<Reply> replyTo) {
        Sent transmission = new Sent(node, envelope, replyTo);
        sent.add(transmission);
        latest.put(transmission.text(), transmission);
        onTransmit.accept(transmission);
    }

    /** Replies to what was sent last with that text. */
    void reply(String text, Reply reply) {
        latest.get(text).replyTo.accept(reply);
    }

    void accept(String... texts) {
        for (String text : texts) {
            reply(text, Reply.Accepted.INSTANCE);
        }
    }

    /** All that was sent since the last look, as node, text and sequence. */
    List<String> newlySent() {
        List<String> all = sent.stream()
                .map(each -> each.node + " " + each.text() + " " + each.envelope.sequence())
                .toList();
        sent.clear();
        return all;
    }

    @Override
    public boolean isHere(String name) {
        return here.contains(name);
    }

    @Override
    public CompletableFuture<Found> find(String name) {
        searches++;
        return search.apply(name);
    }
}
