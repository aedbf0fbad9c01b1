package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The ids of nodes, which each message carries: text here, two numbers on the wire, converted once for each node. */
final class NodeIds {

    private static final int MANY = 1_000;

    private static final ConcurrentMap<String, UUID> BY_TEXT = new ConcurrentHashMap<>();
    private static final ConcurrentMap<UUID, String> BY_ID = new ConcurrentHashMap<>();

    private NodeIds() {}

    static UUID parse(String text) {
        UUID known = BY_TEXT.get(text);
        return known != null ? known : remember(BY_TEXT, text, UUID.fromString(text));
    }

    static void write(String text, ObjectDataOutput out) throws IOException {
        UUID id = parse(text);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    static String read(ObjectDataInput in) throws IOException {
        UUID id = new UUID(in.readLong(), in.readLong());
        String known = BY_ID.get(id);
        return known != null ? known : remember(BY_ID, id, id.toString());
    }

    private static <K, V> V remember(ConcurrentMap<K, V> cache, K key, V value) {
        if (cache.size() >= MANY) {
            cache.clear(); // members come and go for ever
        }
        cache.put(key, value);
        return value;
    }
}
