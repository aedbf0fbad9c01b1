package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.distributedsupervisor.ChildFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The wire format of failures and of a {@link RestartHistory}. */
public final class FailureFormat {

    private FailureFormat() {}

    public static void write(ChildFailure failure, ObjectDataOutput out) throws IOException {
        out.writeLong(failure.at().toEpochMilli());
        out.writeLong(failure.incarnation());
        out.writeString(failure.type());
        out.writeString(failure.message());
        out.writeString(failure.stack());
    }

    public static ChildFailure read(ObjectDataInput in) throws IOException {
        return new ChildFailure(Instant.ofEpochMilli(in.readLong()), in.readLong(), text(in), text(in), text(in));
    }

    private static String text(ObjectDataInput in) throws IOException {
        return Objects.requireNonNull(in.readString());
    }

    static void write(RestartHistory history, ObjectDataOutput out) throws IOException {
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
    }

    static RestartHistory readHistory(ObjectDataInput in) throws IOException {
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
        return new RestartHistory(restarts, failures, recent, lastFailures);
    }
}
