package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.internal.registry.FailureFormat;
import io.github.distributedsupervisor.internal.registry.RegistrySerialization;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link ControlReply} on the wire. */
final class WireControlReply implements IdentifiedDataSerializable {

    private @Nullable ControlReply reply;

    WireControlReply() {}

    WireControlReply(ControlReply reply) {
        this.reply = reply;
    }

    ControlReply reply() {
        return Objects.requireNonNull(reply);
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ControlReply r = reply();
        out.writeByte(r.status().ordinal());
        out.writeLong(r.number());
        out.writeString(r.text());
        ChildFailure failure = r.failure();
        out.writeBoolean(failure != null);
        if (failure != null) {
            FailureFormat.write(failure, out);
        }
        WireFormat.writeNumbers(out, r.incarnations());
        WireFormat.writeAnnouncement(out, r.announcement());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        reply = new ControlReply(
                ControlReply.Status.values()[in.readByte()],
                in.readLong(),
                in.readString(),
                in.readBoolean() ? FailureFormat.read(in) : null,
                WireFormat.readNumbers(in),
                WireFormat.readAnnouncement(in));
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return MessagingSerializerHook.CONTROL_REPLY;
    }
}
