package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a compare-and-set found: whether it applied, and the record as it stands now. */
public final class Outcome implements IdentifiedDataSerializable {

    private boolean applied;
    private @Nullable StoredRecord current;

    Outcome() {}

    Outcome(boolean applied, @Nullable StoredRecord current) {
        this.applied = applied;
        this.current = current;
    }

    static Outcome of(boolean applied, @Nullable ChildRecord current) {
        return new Outcome(applied, current == null ? null : new StoredRecord(current));
    }

    public boolean applied() {
        return applied;
    }

    /** The record after the change, or the one that stood against it. */
    public @Nullable ChildRecord current() {
        return current == null ? null : current.content();
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.OUTCOME;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeBoolean(applied);
        out.writeObject(current);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        applied = in.readBoolean();
        current = in.readObject();
    }
}
