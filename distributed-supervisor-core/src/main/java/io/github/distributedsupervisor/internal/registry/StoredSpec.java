package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** A spec as it is stored: complete, with a name, its arguments encoded. */
public record StoredSpec(String type, String name, byte[] arguments, Restart restart, Shutdown shutdown) {

    public void write(ObjectDataOutput out) throws IOException {
        out.writeString(type);
        out.writeString(name);
        out.writeByteArray(arguments);
        out.writeByte(restart.ordinal());
        out.writeByte(shutdown.mode().ordinal());
        out.writeLong(shutdown.timeout().toMillis());
    }

    public static StoredSpec read(ObjectDataInput in) throws IOException {
        String type = Objects.requireNonNull(in.readString());
        String name = Objects.requireNonNull(in.readString());
        byte[] arguments = Objects.requireNonNull(in.readByteArray());
        Restart restart = Restart.values()[in.readByte()];
        Shutdown.Mode mode = Shutdown.Mode.values()[in.readByte()];
        return new StoredSpec(type, name, arguments, restart, new Shutdown(mode, Duration.ofMillis(in.readLong())));
    }

    @Override
    public String toString() {
        return "StoredSpec[" + type + " " + name + " " + restart + "]";
    }
}
