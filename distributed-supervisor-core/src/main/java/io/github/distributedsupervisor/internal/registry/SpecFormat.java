package io.github.distributedsupervisor.internal.registry;

import static io.github.distributedsupervisor.internal.registry.WireValues.readBytes;
import static io.github.distributedsupervisor.internal.registry.WireValues.readText;
import static io.github.distributedsupervisor.internal.registry.WireValues.requireText;
import static io.github.distributedsupervisor.internal.registry.WireValues.writeBytes;
import static io.github.distributedsupervisor.internal.registry.WireValues.writeText;

import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The format of a {@link StoredSpec}, part of that of a record. */
public final class SpecFormat {

    private SpecFormat() {}

    public static void write(StoredSpec spec, DataOutput out) throws IOException {
        writeText(spec.type(), out);
        writeText(spec.name(), out);
        writeBytes(spec.arguments(), out);
        out.writeByte(spec.restart().ordinal());
        out.writeByte(spec.shutdown().mode().ordinal());
        out.writeLong(spec.shutdown().timeout().toMillis());
        out.writeInt(spec.intensity().maxRestarts());
        out.writeLong(spec.intensity().within().toMillis());
        NodePin pin = spec.pin();
        writeText(pin == null ? null : pin.node(), out);
        out.writeBoolean(pin != null && pin.required());
        out.writeLong(spec.passivateMillis());
        out.writeInt(spec.answers().size());
        for (String answer : spec.answers()) {
            writeText(answer, out);
        }
    }

    public static StoredSpec read(DataInput in) throws IOException {
        String type = requireText(in);
        String name = requireText(in);
        byte[] arguments = Objects.requireNonNull(readBytes(in));
        Restart restart = Restart.values()[in.readByte()];
        Shutdown.Mode mode = Shutdown.Mode.values()[in.readByte()];
        Shutdown shutdown = new Shutdown(mode, Duration.ofMillis(in.readLong()));
        RestartIntensity intensity = new RestartIntensity(in.readInt(), Duration.ofMillis(in.readLong()));
        NodePin pin = pin(readText(in), in.readBoolean());
        long passivateMillis = in.readLong();
        Set<String> answers = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            answers.add(requireText(in));
        }
        return new StoredSpec(type, name, arguments, restart, shutdown, intensity, pin, passivateMillis, answers);
    }

    private static @Nullable NodePin pin(@Nullable String node, boolean required) {
        return node == null ? null : new NodePin(node, required);
    }
}
