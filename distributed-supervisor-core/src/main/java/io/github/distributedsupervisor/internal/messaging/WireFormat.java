package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** At the end of a message, so that it takes no room when there are none; a node that knows of none ignores it. */
    static void writeHeaders(ObjectDataOutput out, Map<String, String> headers) throws IOException {
        if (!headers.isEmpty()) {
            out.writeInt(headers.size());
            for (Map.Entry<String, String> each : headers.entrySet()) {
                out.writeString(each.getKey());
                out.writeString(each.getValue());
            }
        }
    }

    static Map<String, String> readHeaders(ObjectDataInput in) throws IOException {
        boolean none = !(in instanceof InputStream rest) || rest.available() == 0;
        if (none) {
            return Map.of();
        }
        int count = in.readInt();
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put(Objects.requireNonNull(in.readString()), Objects.requireNonNull(in.readString()));
        }
        return headers;
    }

    static void writeListing(ObjectDataOutput out, @Nullable Listing listing) throws IOException {
        out.writeBoolean(listing != null);
        if (listing != null) {
            out.writeString(listing.prefix());
            out.writeString(listing.contains());
            out.writeByte(listing.status() == null ? -1 : listing.status().ordinal());
            out.writeString(listing.type());
            out.writeBoolean(listing.hostedOnly());
            out.writeInt(listing.limit());
            out.writeString(listing.after());
        }
    }

    static @Nullable Listing readListing(ObjectDataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String prefix = Objects.requireNonNull(in.readString());
        String contains = Objects.requireNonNull(in.readString());
        byte status = in.readByte();
        return new Listing(
                prefix,
                contains,
                status < 0 ? null : ChildStatus.values()[status],
                in.readString(),
                in.readBoolean(),
                in.readInt(),
                Objects.requireNonNull(in.readString()));
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
            out.writeInt(announcement.electors().size());
            writeNumbers(out, announcement.electors().departed());
            Set<String> types = announcement.types();
            out.writeStringArray(types == null ? null : types.toArray(String[]::new));
        }
    }

    private static @Nullable Set<String> setOf(String @Nullable [] values) {
        return values == null ? null : Set.of(values);
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
                in.readLong(),
                new Electors(in.readInt(), readNumbers(in)),
                setOf(in.readStringArray()));
    }
}
