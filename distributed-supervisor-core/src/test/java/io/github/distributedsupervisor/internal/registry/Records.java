package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import java.time.Duration;
import java.util.UUID;

/** Records for tests. */
final class Records {

    static final StoredSpec SPEC = new StoredSpec(
            "room", "room-1", new byte[] {1, 2, 3}, Restart.TRANSIENT, Shutdown.timeout(Duration.ofMillis(1_234)));

    private Records() {}

    static ChildRecord created(long now) {
        return ChildRecord.create(SPEC, null, "node-a", UUID.randomUUID(), now);
    }
}
