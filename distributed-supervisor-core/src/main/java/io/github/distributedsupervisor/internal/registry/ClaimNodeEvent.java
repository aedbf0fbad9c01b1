package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.io.Serial;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Sets a token unless there is one, and tells whose there is; safe to repeat, also on backups. */
@SuppressWarnings("serial") // never serialized by Java
final class ClaimNodeEvent implements EntryProcessor<String, String, String>, IdentifiedDataSerializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private String token = "";
    private long lifeMillis;

    ClaimNodeEvent() {}

    /** @param lifeMillis how long the entry stays from now on, whoever holds it; 0 for ever */
    ClaimNodeEvent(String token, long lifeMillis) {
        this.token = token;
        this.lifeMillis = lifeMillis;
    }

    String token() {
        return token;
    }

    @Override
    public String process(Entry<String, String> entry) {
        String present = entry.getValue();
        String holder = present == null ? token : present;
        if (lifeMillis > 0) {
            ((ExtendedMapEntry<String, String>) entry).setValue(holder, lifeMillis, TimeUnit.MILLISECONDS);
        } else if (present == null) {
            entry.setValue(holder);
        }
        return holder;
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RegistrySerialization.CLAIM_NODE_EVENT;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(token);
        out.writeLong(lifeMillis);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        token = Objects.requireNonNull(in.readString());
        lifeMillis = in.readLong();
    }
}
