package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** The wire format of a {@link StoredSpec}. */
public final class SpecFormat {

    private SpecFormat() {}

    public static void write(StoredSpec spec, ObjectDataOutput out) throws IOException {
        out.writeString(spec.type());
        out.writeString(spec.name());
        out.writeByteArray(spec.arguments());
        out.writeByte(spec.restart().ordinal());
        out.writeByte(spec.shutdown().mode().ordinal());
        out.writeLong(spec.shutdown().timeout().toMillis());
    }

    public static StoredSpec read(ObjectDataInput in) throws IOException {
        String type = Objects.requireNonNull(in.readString());
        String name = Objects.requireNonNull(in.readString());
        byte[] arguments = Objects.requireNonNull(in.readByteArray());
        Restart restart = Restart.values()[in.readByte()];
        Shutdown.Mode mode = Shutdown.Mode.values()[in.readByte()];
        return new StoredSpec(type, name, arguments, restart, new Shutdown(mode, Duration.ofMillis(in.readLong())));
    }
}
