package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.io.Serial;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** Removes a tombstone if it still has the expected revision; safe to repeat on backups. */
@SuppressWarnings("serial") // never serialized by Java
final class Purge implements EntryProcessor<String, StoredRecord, Outcome>, IdentifiedDataSerializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private long revision;

    Purge() {}

    Purge(long revision) {
        this.revision = revision;
    }

    @Override
    public @Nullable Outcome process(Entry<String, StoredRecord> entry) {
        StoredRecord stored = entry.getValue();
        if (stored != null
                && stored.content().revision() == revision
                && !stored.content().live()) {
            entry.setValue(null);
        }
        return null;
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.PURGE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeLong(revision);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        revision = in.readLong();
    }
}
