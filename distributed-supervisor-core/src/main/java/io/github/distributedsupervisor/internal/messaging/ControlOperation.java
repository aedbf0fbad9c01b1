package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.internal.registry.SpecFormat;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings a request to the supervisor of a node. */
final class ControlOperation extends SupervisorOperation {

    private @Nullable Control request;

    ControlOperation() {}

    ControlOperation(String supervisor, Control request) {
        super(supervisor);
        this.request = request;
    }

    @Override
    void handOver(MessagingService service, String toSupervisor) {
        Receiver receiver = service.receiver(toSupervisor);
        if (receiver == null) {
            // a member without this supervisor: it runs no child
            sendResponse(new WireControlReply(ControlReply.NONE));
        } else {
            receiver.control(Objects.requireNonNull(request), reply -> sendResponse(new WireControlReply(reply)));
        }
    }

    @Override
    public int getClassId() {
        return MessagingSerializerHook.CONTROL;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        Control r = Objects.requireNonNull(request);
        out.writeByte(r.kind().ordinal());
        out.writeString(r.name());
        out.writeLong(r.number());
        out.writeString(r.node());
        out.writeString(r.id() == null ? null : r.id().toString());
        out.writeBoolean(r.spec() != null);
        if (r.spec() != null) {
            SpecFormat.write(r.spec(), out);
        }
        WireFormat.writeNumbers(out, r.numbers());
        WireFormat.writeAnnouncement(out, r.announcement());
        WireFormat.writeListing(out, r.listing());
        out.writeInt(r.states().size());
        for (byte[] state : r.states()) {
            out.writeByteArray(state);
        }
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        Control.Kind kind = Control.Kind.values()[in.readByte()];
        String name = Objects.requireNonNull(in.readString());
        long number = in.readLong();
        String node = in.readString();
        String id = in.readString();
        StoredSpec spec = in.readBoolean() ? SpecFormat.read(in) : null;
        request = new Control(
                kind,
                name,
                number,
                node,
                id == null ? null : UUID.fromString(id),
                spec,
                WireFormat.readNumbers(in),
                WireFormat.readAnnouncement(in),
                WireFormat.readListing(in),
                readStates(in));
    }

    private static List<byte[]> readStates(ObjectDataInput in) throws IOException {
        List<byte[]> states = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            states.add(Objects.requireNonNull(in.readByteArray()));
        }
        return states;
    }
}
