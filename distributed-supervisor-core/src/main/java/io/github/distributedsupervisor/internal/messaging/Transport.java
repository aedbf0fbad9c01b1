package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.cluster.Address;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Carries messages to a node, once: it repeats nothing. */
public interface Transport {

    /**
     * Sends a message to a child's node. Messages for one name stay in order as long as none is refused.
     *
     * @param replyTo called once on any thread; {@link Reply.Refused} if it surely was not executed, {@link Reply.Lost} if
     *     that is not known
     */
    void deliver(String node, Envelope envelope, Consumer<Reply> replyTo);

    /**
     * Sends a request; fails when the node is gone or does not run the supervisor, with a {@link RemovedException} when it
     * takes this node for no member.
     */
    CompletableFuture<ControlReply> control(String node, Control request);

    /** Asks whoever is at that address, member or not, whether this node is a member of its cluster. */
    CompletableFuture<Boolean> isMemberFor(Address address);

    /** Starts to receive. */
    void attach(Receiver receiver);

    /** Stops to receive. */
    void detach();
}
