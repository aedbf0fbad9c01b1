package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings a message to the node of a child. */
final class DeliverOperation extends SupervisorOperation {

    private @Nullable Envelope envelope;
    private byte[] payload = {};

    DeliverOperation() {}

    DeliverOperation(String supervisor, Envelope envelope, MessageCodec codec, SizeLimits limits) {
        super(supervisor);
        this.envelope = envelope;
        this.payload = limits.checkMessage(
                "a message", envelope.name(), envelope.payload().bytes(codec));
    }

    @Override
    void handOver(MessagingService service, String toSupervisor) {
        Receiver receiver = service.receiver(toSupervisor);
        if (receiver == null) {
            sendResponse(new WireReply(Reply.Refused.NOT_HERE));
        } else {
            Envelope message = Objects.requireNonNull(envelope);
            receiver.deliver(message, reply -> sendResponse(service.wire(toSupervisor, message.name(), reply)));
        }
    }

    @Override
    public int getClassId() {
        return MessagingSerializerHook.DELIVER;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        Envelope e = Objects.requireNonNull(envelope);
        out.writeString(e.name());
        out.writeByte(e.kind().ordinal());
        out.writeByteArray(payload);
        out.writeLong(e.remainingMillis());
        NodeIds.write(e.sender(), out);
        out.writeLong(e.session());
        out.writeLong(e.sequence());
        out.writeInt(e.callers().size());
        for (String caller : e.callers()) {
            out.writeString(caller);
        }
        WireFormat.writeHeaders(out, e.headers());
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        String name = Objects.requireNonNull(in.readString());
        Envelope.Kind kind = Envelope.Kind.values()[in.readByte()];
        byte[] bytes = Objects.requireNonNull(in.readByteArray());
        long remainingMillis = in.readLong();
        String sender = NodeIds.read(in);
        long session = in.readLong();
        long sequence = in.readLong();
        int count = in.readInt();
        List<String> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(Objects.requireNonNull(in.readString()));
        }
        envelope = new Envelope(
                name,
                kind,
                Payload.ofBytes(bytes),
                remainingMillis,
                callers,
                sender,
                session,
                sequence,
                WireFormat.readHeaders(in));
    }
}
