package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DepartedInstancesTest {

    private final DepartedInstances departed = new DepartedInstances();

    @Test
    void knowsTheInstanceThatLeftAndThoseBeforeItButNoLaterOne() {
        ChildRecord first = record("a");
        ChildRecord second = first.claimedBy("node", 5);
        ChildRecord third = second.claimedBy("node", 6);
        departed.add(second);

        assertThat(departed.contains(first)).isTrue();
        assertThat(departed.contains(second)).isTrue();
        assertThat(departed.contains(third)).isFalse();
        assertThat(departed.contains(record("b"))).isFalse();
    }

    @Test
    void forgetsTheOldestOfMany() {
        departed.add(record("oldest"));
        departed.add(record("again"));
        for (int i = 0; i < DepartedInstances.MOST - 2; i++) {
            departed.add(record("child-" + i));
        }
        departed.add(record("again"));
        assertThat(departed.contains(record("oldest"))).isTrue();

        departed.add(record("one-more"));
        assertThat(departed.contains(record("oldest"))).isFalse();
        assertThat(departed.contains(record("again"))).isTrue();
    }

    private static ChildRecord record(String name) {
        StoredSpec spec =
                new StoredSpec("type", name, new byte[0], Restart.PERMANENT, Shutdown.timeout(Duration.ofSeconds(1)));
        return ChildRecord.create(spec, null, "node", UUID.randomUUID(), 1);
    }
}
