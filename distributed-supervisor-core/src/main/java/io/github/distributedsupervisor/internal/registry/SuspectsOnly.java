package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.query.Predicate;
import java.io.Serial;
import java.util.Map.Entry;

/** The records of children against which the death of a node is held. */
@SuppressWarnings("serial") // never serialized by Java
final class SuspectsOnly implements Predicate<String, StoredRecord>, IdentifiedDataSerializable {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public boolean apply(Entry<String, StoredRecord> entry) {
        ChildRecord record = entry.getValue().content();
        return record.live() && record.history().suspicion().deaths() > 0;
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.SUSPECTS_ONLY;
    }

    @Override
    public void writeData(ObjectDataOutput out) {
        // it has no parts
    }

    @Override
    public void readData(ObjectDataInput in) {
        // it has no parts
    }
}
