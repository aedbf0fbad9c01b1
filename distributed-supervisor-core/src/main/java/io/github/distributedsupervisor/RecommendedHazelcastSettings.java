package io.github.distributedsupervisor;

import com.hazelcast.config.Config;
import java.util.Map;

/**
 * The properties that Hazelcast should have under a supervisor. The Spring Boot starter applies them to each configuration
 * it can reach; without Spring, apply them before the instance is created.
 */
public final class RecommendedHazelcastSettings {

    private static final Map<String, String> PROPERTIES = Map.of(
            // else a change whose backup is missing answers success
            "hazelcast.operation.fail.on.indeterminate.state", "true",
            // a change whose backup died with its member waits for so long, and the child with it
            "hazelcast.operation.backup.timeout.millis", "1000",
            // a change of a record waits for its partition's migration in steps of so long
            "hazelcast.invocation.retry.pause.millis", "100");

    private RecommendedHazelcastSettings() {}

    /**
     * Sets each property that has no value yet.
     *
     * @param config a configuration, before its instance is created
     * @return the same configuration
     */
    public static Config applyTo(Config config) {
        PROPERTIES.forEach((name, value) -> {
            if (config.getProperty(name) == null) {
                config.setProperty(name, value);
            }
        });
        return config;
    }
}
