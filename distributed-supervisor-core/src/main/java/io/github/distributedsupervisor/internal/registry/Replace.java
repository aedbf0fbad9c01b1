package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.io.Serial;
import java.util.Map.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a backup does for a {@link CompareAndSet}: takes the value that the primary decided on. */
@SuppressWarnings("serial") // never serialized by Java
final class Replace implements EntryProcessor<String, StoredRecord, Outcome>, IdentifiedDataSerializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private @Nullable StoredRecord value;

    Replace() {}

    Replace(StoredRecord value) {
        this.value = value;
    }

    @Override
    public @Nullable Outcome process(Entry<String, StoredRecord> entry) {
        entry.setValue(Objects.requireNonNull(value));
        return null;
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.REPLACE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeObject(value);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        value = in.readObject();
    }
}
