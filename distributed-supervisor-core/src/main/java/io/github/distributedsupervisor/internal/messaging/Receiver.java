package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.util.function.Consumer;

/** The supervisor of a node, as seen by the others. Called on Hazelcast threads: must not block. */
public interface Receiver {

    /** Takes a message for a child; one reply follows on any thread. */
    void deliver(Envelope envelope, Consumer<Reply> replyTo);

    /** Takes a request; one reply follows on any thread. */
    void control(Control request, Consumer<ControlReply> replyTo);
}
