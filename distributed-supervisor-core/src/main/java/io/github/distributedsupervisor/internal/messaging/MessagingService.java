package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptor;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.MessageTooLargeException;
import io.github.distributedsupervisor.UnfitHazelcastException;
import io.github.distributedsupervisor.UnfitHazelcastException.Reason;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The library's service inside each Hazelcast member: knows the supervisors that are attached to it. */
final class MessagingService {

    static final String NAME = "io.github.distributedsupervisor";

    private final ConcurrentMap<String, Attached> supervisors = new ConcurrentHashMap<>();

    private record Attached(Receiver receiver, MessageCodec codec, SizeLimits limits) {}

    void attach(String supervisor, Receiver receiver, MessageCodec codec, SizeLimits limits) {
        if (supervisors.putIfAbsent(supervisor, new Attached(receiver, codec, limits)) != null) {
            throw new UnfitHazelcastException(
                    Reason.NAME_IN_USE,
                    "a supervisor named '" + supervisor
                            + "' runs on this Hazelcast member already; give this one another name");
        }
    }

    void detach(String supervisor) {
        supervisors.remove(supervisor);
    }

    @Nullable
    Receiver receiver(String supervisor) {
        Attached attached = supervisors.get(supervisor);
        return attached == null ? null : attached.receiver();
    }

    /** The wire form of a reply; an answer that cannot be encoded becomes an error, never silence. */
    WireReply wire(String supervisor, String child, Reply reply) {
        if (!(reply instanceof Reply.Answer answer)) {
            return new WireReply(reply);
        }
        Attached attached = supervisors.get(supervisor);
        if (attached == null) {
            return new WireReply(new Reply.Lost("the supervisor was closed before it answered"));
        }
        try {
            byte[] bytes = answer.payload().bytes(attached.codec());
            return new WireReply(
                    new Reply.Answer(Payload.ofBytes(attached.limits().checkMessage("the answer", child, bytes))));
        } catch (MessageTooLargeException e) {
            return new WireReply(Reply.TooLarge.of(e));
        } catch (RuntimeException e) {
            return new WireReply(new Reply.Invalid("the answer: " + FailureText.messageOf(e)));
        }
    }

    /** Makes the service known to each member of the virtual machine, also to those that the user creates. */
    static final class Descriptor implements ServiceDescriptor {

        @Override
        public String getServiceName() {
            return NAME;
        }

        @Override
        public Object getService(NodeEngine nodeEngine) {
            return new MessagingService();
        }
    }
}
