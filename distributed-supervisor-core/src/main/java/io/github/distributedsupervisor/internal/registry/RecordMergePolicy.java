package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingEntry;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/** {@link RecordMerge} as Hazelcast calls it, by the name of this class, on the thread of the partition. */
public final class RecordMergePolicy
        implements SplitBrainMergePolicy<StoredRecord, MergingEntry<String, StoredRecord>, StoredRecord>,
                IdentifiedDataSerializable {

    /** Made by Hazelcast. */
    public RecordMergePolicy() {}

    @Override
    public StoredRecord merge(
            MergingEntry<String, StoredRecord> merging, @Nullable MergingEntry<String, StoredRecord> existing) {
        StoredRecord smaller = merging.getDeserializedValue();
        StoredRecord larger = existing == null ? null : existing.getDeserializedValue();
        ChildRecord merged = RecordMerge.merge(larger == null ? null : larger.content(), smaller.content());
        return larger != null && merged == larger.content() ? larger : new StoredRecord(merged);
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.MERGE_POLICY;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
