package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.io.Serial;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one way a record changes. It decides nothing: it compares revisions and sets what the caller decided. Backups get
 * the resulting value instead of running it again, and a repeated run recognises its own change. The sides of a split count
 * revisions apart from each other, so the last change has to be the same one as well.
 */
@SuppressWarnings("serial") // never serialized by Java
final class CompareAndSet implements EntryProcessor<String, StoredRecord, Outcome>, IdentifiedDataSerializable {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to expect when there must be no record. */
    private static final long ABSENT = -1;

    private long expectedRevision;
    private @Nullable UUID expectedChange;
    private @Nullable StoredRecord update;
    private transient @Nullable Replace effect;

    CompareAndSet() {}

    CompareAndSet(@Nullable ChildRecord expected, ChildRecord update) {
        this.expectedRevision = expected == null ? ABSENT : expected.revision();
        this.expectedChange = expected == null ? null : expected.changeId();
        this.update = new StoredRecord(update);
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
        if (!expected) {
            return new Outcome(false, stored);
        }
        StoredRecord next = new StoredRecord(wanted.withRevision(Math.max(revision, wanted.revision()) + 1));
        entry.setValue(next);
        effect = new Replace(next);
        return new Outcome(true, next);
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
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        expectedRevision = in.readLong();
        expectedChange = expectedRevision == ABSENT ? null : WireValues.readId(in);
        update = in.readObject();
    }
}
