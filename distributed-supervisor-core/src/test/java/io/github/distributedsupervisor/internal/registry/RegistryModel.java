package io.github.distributedsupervisor.internal.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The records of a cluster in the memory of a test, changed by the same processors as in the map. */
public final class RegistryModel {

    private final Map<String, StoredRecord> records = new TreeMap<>();
    private final boolean comparesRevisions;

    /** @param comparesRevisions false for a registry that is broken on purpose */
    public RegistryModel(boolean comparesRevisions) {
        this.comparesRevisions = comparesRevisions;
    }

    /** Null when there is none. */
    public ChildRecord read(String name) {
        StoredRecord stored = records.get(name);
        return stored == null ? null : stored.content();
    }

    public List<ChildRecord> all() {
        List<ChildRecord> all = new ArrayList<>();
        records.values().forEach(stored -> all.add(stored.content()));
        return all;
    }

    public Outcome compareAndSet(ChildRecord expected, ChildRecord update) {
        ChildRecord believed = comparesRevisions ? expected : read(update.name());
        return new CompareAndSet(believed, update).process(entry(update.name()));
    }

    public void purge(ChildRecord tombstone) {
        new Purge(tombstone.revision()).process(entry(tombstone.name()));
    }

    private Map.Entry<String, StoredRecord> entry(String name) {
        return new MapEntry(records, name);
    }

    /** An entry as processors see it: null removes. */
    record MapEntry(Map<String, StoredRecord> map, String name) implements Map.Entry<String, StoredRecord> {
        @Override
        public String getKey() {
            return name;
        }

        @Override
        public StoredRecord getValue() {
            return map.get(name);
        }

        @Override
        public StoredRecord setValue(StoredRecord value) {
            return value == null ? map.remove(name) : map.put(name, value);
        }
    }
}
