package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value in the map: a {@link ChildRecord} in its {@link RecordFormat}. */
public final class StoredRecord implements IdentifiedDataSerializable {

    private @Nullable ChildRecord content;

    StoredRecord() {}

    StoredRecord(ChildRecord content) {
        this.content = content;
    }

    ChildRecord content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.RECORD;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        RecordFormat.write(content(), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        content = RecordFormat.read(in);
    }
}
