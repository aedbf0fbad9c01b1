package io.github.distributedsupervisor.architecture.violations.internal.cluster;

import com.hazelcast.map.IMap;
import com.hazelcast.spi.properties.ClusterProperty;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.Assertions;

/** Breaks the other rules: its name, the map, the inside of Hazelcast, a foreign library, a sleep, a default executor. */
public class SleepyManager {

    public static int patience() {
        return Assertions.assertThat(1).hashCode();
    }

    CompletionStage<Integer> read(IMap<String, Integer> map) throws InterruptedException {
        Thread.sleep(patience());
        return map.getAsync(ClusterProperty.LOGGING_TYPE.getName()).thenApply(value -> value + 1);
    }
}
