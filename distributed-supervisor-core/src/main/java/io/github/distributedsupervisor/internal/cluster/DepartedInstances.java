package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which instances have left this node. A record that gives a child to this node may be read, or a claim of it confirmed, so
 * late that the instance has begun and gone meanwhile: it runs elsewhere by then, and must not begin here again. Control
 * thread.
 */
final class DepartedInstances {

    /** Nobody who reads is as late as that many departures. */
    static final int MOST = 10_000;

    private final Map<String, Long> incarnations = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /** The instance of this record runs here no more, or is not going to. */
    void add(ChildRecord record) {
        Long before = incarnations.remove(record.name()); // so that it is the youngest
        incarnations.put(record.name(), before == null ? record.incarnation() : Math.max(before, record.incarnation()));
    }

    /** Whether this record is about an instance that was here, or about one before it. */
    boolean contains(ChildRecord record) {
        Long departed = incarnations.get(record.name());
        return departed != null && record.incarnation() <= departed;
    }
}
