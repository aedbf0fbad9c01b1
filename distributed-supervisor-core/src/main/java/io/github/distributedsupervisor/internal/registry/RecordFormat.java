package io.github.distributedsupervisor.internal.registry;

import static io.github.distributedsupervisor.internal.registry.WireValues.readBytes;
import static io.github.distributedsupervisor.internal.registry.WireValues.readId;
import static io.github.distributedsupervisor.internal.registry.WireValues.readText;
import static io.github.distributedsupervisor.internal.registry.WireValues.writeBytes;
import static io.github.distributedsupervisor.internal.registry.WireValues.writeId;
import static io.github.distributedsupervisor.internal.registry.WireValues.writeText;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The format of a {@link ChildRecord}, in the grid and in stores. It begins with its version. What was stored is read for
 * ever: a new version of the format goes on reading those before it, from 3 on.
 */
final class RecordFormat {

    private static final byte VERSION = 4;
    private static final byte OLDEST = 3;

    private RecordFormat() {}

    static byte[] toBytes(ChildRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(record, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ChildRecord fromBytes(byte[] bytes) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    static void write(ChildRecord record, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        SpecFormat.write(record.spec(), out);
        out.writeLong(record.revision());
        writeId(record.changeId(), out);
        out.writeByte(record.phase().ordinal());
        writeText(record.host(), out);
        writeText(record.target(), out);
        out.writeLong(record.incarnation());
        writeId(record.startId(), out);
        out.writeBoolean(record.established());
        writeBytes(record.state(), out);
        FailureFormat.write(record.history(), out);
        out.writeLong(record.changedAt());
    }

    static ChildRecord read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version < OLDEST || version > VERSION) {
            throw new IOException("this node cannot read child records of format " + version + "; upgrade it");
        }
        return new ChildRecord(
                SpecFormat.read(in),
                in.readLong(),
                readId(in),
                Phase.values()[in.readByte()],
                readText(in),
                readText(in),
                in.readLong(),
                readId(in),
                in.readBoolean(),
                readBytes(in),
                FailureFormat.readHistory(in, version >= 4),
                in.readLong());
    }
}
