package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts that requests and replies share. */
final class WireFormat {

    private WireFormat() {}

    static void writeNumbers(ObjectDataOutput out, Map<String, Long> numbers) throws IOException {
        out.writeInt(numbers.size());
        for (Map.Entry<String, Long> each : numbers.entrySet()) {
            out.writeString(each.getKey());
            out.writeLong(each.getValue());
        }
    }

    static Map<String, Long> readNumbers(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        Map<String, Long> numbers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            numbers.put(Objects.requireNonNull(in.readString()), in.readLong());
        }
        return numbers;
    }

    static void writeAnnouncement(ObjectDataOutput out, @Nullable Announcement announcement) throws IOException {
        out.writeBoolean(announcement != null);
        if (announcement != null) {
            out.writeString(announcement.node());
            out.writeString(announcement.name());
            out.writeByte(announcement.state().ordinal());
            out.writeInt(announcement.children());
            out.writeString(announcement.settings());
            out.writeLong(announcement.version());
        }
    }

    static @Nullable Announcement readAnnouncement(ObjectDataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return new Announcement(
                Objects.requireNonNull(in.readString()),
                Objects.requireNonNull(in.readString()),
                NodeState.values()[in.readByte()],
                in.readInt(),
                Objects.requireNonNull(in.readString()),
                in.readLong());
    }
}
