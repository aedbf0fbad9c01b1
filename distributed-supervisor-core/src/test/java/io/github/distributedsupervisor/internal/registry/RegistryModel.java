package io.github.distributedsupervisor.internal.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

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

    /** @param seesAll whether all members are there that have to be for this change */
    public Outcome compareAndSet(ChildRecord expected, ChildRecord update, boolean seesAll) {
        ChildRecord current = read(update.name());
        if (!seesAll && (current == null || !current.changeId().equals(update.changeId()))) {
            return outcome(false, current);
        }
        ChildRecord believed = comparesRevisions ? expected : read(update.name());
        return new CompareAndSet(believed, update).process(entry(update.name()));
    }

    public void purge(ChildRecord tombstone) {
        new Purge(tombstone.revision()).process(entry(tombstone.name()));
    }

    /** Takes over what another has, and what it has not, of the names that match. */
    public void copy(RegistryModel other, Predicate<String> names) {
        clear(names);
        other.records.forEach((name, record) -> {
            if (names.test(name)) {
                records.put(name, record);
            }
        });
    }

    public void clear(Predicate<String> names) {
        records.keySet().removeIf(names);
    }

    /**
     * Merges a record of a smaller side into this one, as in the map.
     *
     * @param raises false for a merge that leaves the incarnation as it is
     * @param keepsGraves false for a merge that lets whatever lives win
     * @param keepsStarts false for a merge to which it is the same whether a child has run on the other side
     */
    public ChildRecord merge(ChildRecord merging, boolean raises, boolean keepsGraves, boolean keepsStarts) {
        ChildRecord larger = read(merging.name());
        ChildRecord smaller = keepsStarts || larger == null ? merging : merging.withEstablished(larger.established());
        ChildRecord merged;
        if (!keepsGraves && larger != null && larger.live() != smaller.live()) {
            merged = larger.live() ? larger : RecordMerge.merge(null, smaller);
        } else {
            merged = RecordMerge.merge(larger, smaller);
        }
        if (!raises && larger != null && merged.live() && larger.live()) {
            merged = larger;
        }
        records.put(smaller.name(), new StoredRecord(merged));
        return merged;
    }

    /** What whoever changed a record concludes from reading it. */
    public static Outcome outcome(boolean applied, ChildRecord current) {
        return Outcome.of(applied, current);
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
