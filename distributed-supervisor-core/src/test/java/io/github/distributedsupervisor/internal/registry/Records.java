package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Records for tests. */
final class Records {

    static final StoredSpec SPEC = new StoredSpec(
            "room", "room-1", new byte[] {1, 2, 3}, Restart.TRANSIENT, Shutdown.timeout(Duration.ofMillis(1_234)));

    static ChildFailure failure(String message) {
        return new ChildFailure(Instant.ofEpochMilli(4), 5, "a.B", message, "at a.B.c");
    }

    /** A history with a number of failures. */
    static RestartHistory history(int failures, String message) {
        return RestartHistory.NONE.restarted(failures, failure(message), RestartIntensity.DEFAULT, 3);
    }

    private Records() {}

    static ChildRecord created(long now) {
        return ChildRecord.create(SPEC, null, "node-a", UUID.randomUUID(), now);
    }
}
