package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import java.util.function.Consumer;

/** Asks other nodes to do something. One that does not answer is to be asked again. */
record NodeRequests(Transport transport, Threads threads) {

    /** @param replyTo runs on the control thread */
    void ask(String node, Control request, Consumer<ControlReply> replyTo) {
        transport
                .control(node, request)
                .whenCompleteAsync(
                        (reply, failure) -> replyTo.accept(reply == null ? ControlReply.RETRY : reply),
                        threads.control());
    }
}
