package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.io.Serial;
import java.util.HashSet;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one way a record changes. It decides nothing: it compares revisions and sets what the caller decided. Backups get
 * the resulting value instead of running it again, and a repeated run recognises its own change. The sides of a split count
 * revisions apart from each other, so the last change has to be the same one as well. What a node was entitled to while it
 * saw certain members applies only where all of them are still seen: a change may be on its way for longer than that.
 */
@SuppressWarnings("serial") // never serialized by Java
final class CompareAndSet
        implements EntryProcessor<String, StoredRecord, Outcome>, IdentifiedDataSerializable, HazelcastInstanceAware {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to expect when there must be no record. */
    private static final long ABSENT = -1;

    private long expectedRevision;
    private @Nullable UUID expectedChange;
    private @Nullable StoredRecord update;
    private Set<UUID> present = Set.of();
    private transient @Nullable Replace effect;
    private transient @Nullable HazelcastInstance hazelcast;

    CompareAndSet() {}

    CompareAndSet(@Nullable ChildRecord expected, ChildRecord update) {
        this(expected, update, Set.of());
    }

    /** @param present the ids of members that the owner must see */
    CompareAndSet(@Nullable ChildRecord expected, ChildRecord update, Set<String> present) {
        this.expectedRevision = expected == null ? ABSENT : expected.revision();
        this.expectedChange = expected == null ? null : expected.changeId();
        this.update = new StoredRecord(update);
        this.present = present.stream().map(UUID::fromString).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance hazelcastInstance) {
        this.hazelcast = hazelcastInstance;
    }

    @Override
    public Outcome process(Entry<String, StoredRecord> entry) {
        ChildRecord wanted = Objects.requireNonNull(update).content();
        StoredRecord stored = entry.getValue();
        ChildRecord current = stored == null ? null : stored.content();
        if (current != null && current.changeId().equals(wanted.changeId())) {
            effect = new Replace(stored);
            return new Outcome(true, stored);
        }
        long revision = current == null ? ABSENT : current.revision();
        boolean expected = revision == expectedRevision
                && (current == null || current.changeId().equals(expectedChange));
        if (!expected || !seesAll()) {
            return new Outcome(false, stored);
        }
        StoredRecord next = new StoredRecord(wanted.withRevision(Math.max(revision, wanted.revision()) + 1));
        entry.setValue(next);
        effect = new Replace(next);
        return new Outcome(true, next);
    }

    private boolean seesAll() {
        if (present.isEmpty()) {
            return true;
        }
        Set<UUID> members = new HashSet<>();
        Objects.requireNonNull(hazelcast).getCluster().getMembers().forEach(member -> members.add(member.getUuid()));
        return members.containsAll(present);
    }

    @Override
    public @Nullable EntryProcessor<String, StoredRecord, Outcome> getBackupProcessor() {
        return effect;
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.COMPARE_AND_SET;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeLong(expectedRevision);
        if (expectedChange != null) {
            WireValues.writeId(expectedChange, out);
        }
        out.writeObject(update);
        out.writeInt(present.size());
        for (UUID member : present) {
            WireValues.writeId(member, out);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        expectedRevision = in.readLong();
        expectedChange = expectedRevision == ABSENT ? null : WireValues.readId(in);
        update = in.readObject();
        int size = in.readInt();
        Set<UUID> members = new HashSet<>();
        for (int i = 0; i < size; i++) {
            members.add(WireValues.readId(in));
        }
        present = members;
    }
}
