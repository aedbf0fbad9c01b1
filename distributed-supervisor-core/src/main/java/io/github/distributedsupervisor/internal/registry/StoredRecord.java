package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The value in the map: a {@link ChildRecord} in its wire format. */
public final class StoredRecord implements IdentifiedDataSerializable {

    private static final byte VERSION = 2;

    private @Nullable ChildRecord content;

    StoredRecord() {}

    StoredRecord(ChildRecord content) {
        this.content = content;
    }

    ChildRecord content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.RECORD;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ChildRecord r = content();
        out.writeByte(VERSION);
        SpecFormat.write(r.spec(), out);
        out.writeLong(r.revision());
        writeId(out, r.changeId());
        out.writeByte(r.phase().ordinal());
        out.writeString(r.host());
        out.writeString(r.target());
        out.writeLong(r.incarnation());
        writeId(out, r.startId());
        out.writeBoolean(r.established());
        out.writeByteArray(r.state());
        FailureFormat.write(r.history(), out);
        out.writeLong(r.changedAt());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("this node cannot read child records of format " + version + "; upgrade it");
        }
        content = new ChildRecord(
                SpecFormat.read(in),
                in.readLong(),
                readId(in),
                Phase.values()[in.readByte()],
                in.readString(),
                in.readString(),
                in.readLong(),
                readId(in),
                in.readBoolean(),
                in.readByteArray(),
                FailureFormat.readHistory(in),
                in.readLong());
    }

    private static void writeId(ObjectDataOutput out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readId(ObjectDataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }
}
