package io.github.distributedsupervisor.internal.registry;

import static io.github.distributedsupervisor.internal.registry.WireValues.readText;
import static io.github.distributedsupervisor.internal.registry.WireValues.requireText;
import static io.github.distributedsupervisor.internal.registry.WireValues.writeText;

import io.github.distributedsupervisor.ChildFailure;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The format of failures and of a {@link RestartHistory}. */
public final class FailureFormat {

    private FailureFormat() {}

    public static void write(ChildFailure failure, DataOutput out) throws IOException {
        out.writeLong(failure.at().toEpochMilli());
        out.writeLong(failure.incarnation());
        writeText(failure.type(), out);
        writeText(failure.message(), out);
        writeText(failure.stack(), out);
    }

    public static ChildFailure read(DataInput in) throws IOException {
        return new ChildFailure(
                Instant.ofEpochMilli(in.readLong()), in.readLong(), requireText(in), requireText(in), requireText(in));
    }

    static void write(RestartHistory history, DataOutput out) throws IOException {
        out.writeInt(history.restarts());
        out.writeInt(history.failures());
        out.writeInt(history.recent().size());
        for (long time : history.recent()) {
            out.writeLong(time);
        }
        out.writeInt(history.lastFailures().size());
        for (ChildFailure failure : history.lastFailures()) {
            write(failure, out);
        }
        Suspicion suspicion = history.suspicion();
        out.writeInt(suspicion.deaths());
        writeText(suspicion.node(), out);
        out.writeLong(suspicion.ranMillis());
        out.writeBoolean(suspicion.trusted());
        out.writeLong(history.movedAt());
    }

    /** @param complete whether what came with version 4 is there */
    static RestartHistory readHistory(DataInput in, boolean complete) throws IOException {
        int restarts = in.readInt();
        int failures = in.readInt();
        List<Long> recent = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            recent.add(in.readLong());
        }
        List<ChildFailure> lastFailures = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            lastFailures.add(read(in));
        }
        if (!complete) {
            return new RestartHistory(restarts, failures, recent, lastFailures);
        }
        Suspicion suspicion = new Suspicion(in.readInt(), readText(in), in.readLong(), in.readBoolean());
        return new RestartHistory(restarts, failures, recent, lastFailures, suspicion, in.readLong());
    }
}
