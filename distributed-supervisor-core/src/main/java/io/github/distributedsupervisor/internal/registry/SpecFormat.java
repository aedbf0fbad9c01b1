package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        out.writeInt(spec.intensity().maxRestarts());
        out.writeLong(spec.intensity().within().toMillis());
        NodePin pin = spec.pin();
        out.writeString(pin == null ? null : pin.node());
        out.writeBoolean(pin != null && pin.required());
        out.writeLong(spec.passivateMillis());
        out.writeStringArray(spec.answers().toArray(String[]::new));
    }

    public static StoredSpec read(ObjectDataInput in) throws IOException {
        String type = Objects.requireNonNull(in.readString());
        String name = Objects.requireNonNull(in.readString());
        byte[] arguments = Objects.requireNonNull(in.readByteArray());
        Restart restart = Restart.values()[in.readByte()];
        Shutdown.Mode mode = Shutdown.Mode.values()[in.readByte()];
        Shutdown shutdown = new Shutdown(mode, Duration.ofMillis(in.readLong()));
        RestartIntensity intensity = new RestartIntensity(in.readInt(), Duration.ofMillis(in.readLong()));
        NodePin pin = pin(in.readString(), in.readBoolean());
        long passivateMillis = in.readLong();
        Set<String> answers = Set.of(Objects.requireNonNull(in.readStringArray()));
        return new StoredSpec(type, name, arguments, restart, shutdown, intensity, pin, passivateMillis, answers);
    }

    private static @Nullable NodePin pin(@Nullable String node, boolean required) {
        return node == null ? null : new NodePin(node, required);
    }
}
