package io.github.distributedsupervisor.boot.optional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ClassUtils;

/** All auto-configurations of the starter, in applications that lack one of its optional libraries. */
class OptionalLibrariesTest {

    private static final String ENDPOINT = "supervisorEndpoint";
    private static final String HEALTH = "distributedSupervisorHealthIndicator";
    private static final String METERS = "distributedSupervisorMeters";
    private static final String OBSERVATION = "distributedSupervisorObservation";
    private static final String STORE = "childStores";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(all()))
            .withPropertyValues(
                    "distributed-supervisor.cluster.name=" + UUID.randomUUID(),
                    "distributed-supervisor.cluster.port="
                            + (29_000 + 10 * ThreadLocalRandom.current().nextInt(90)),
                    "management.endpoints.web.exposure.include=supervisor",
                    "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

    private static Class<?>[] all() {
        List<Class<?>> all = new ArrayList<>(List.of(
                HazelcastAutoConfiguration.class,
                MetricsAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class,
                CompositeMeterRegistryAutoConfiguration.class,
                DataSourceAutoConfiguration.class));
        for (String candidate : ImportCandidates.load(AutoConfiguration.class, null)) {
            if (candidate.startsWith("io.github.distributedsupervisor.boot.")) {
                all.add(ClassUtils.resolveClassName(candidate, null));
            }
        }
        return all.toArray(Class<?>[]::new);
    }

    @Test
    void withAllOfThemEverythingIsThere() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withPropertyValues("distributed-supervisor.store.type=jdbc")
                .run(context -> assertThat(context)
                        .hasSingleBean(DistributedSupervisor.class)
                        .hasBean(ENDPOINT)
                        .hasBean(HEALTH)
                        .hasBean(METERS)
                        .hasBean(OBSERVATION)
                        .hasBean(STORE));
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                without(new FilteredClassLoader(Endpoint.class), List.of(ENDPOINT)),
                without(new FilteredClassLoader(HealthIndicator.class), List.of(HEALTH)),
                // without meters Spring Boot cannot observe either
                without(new FilteredClassLoader("io.micrometer.core"), List.of(METERS, OBSERVATION)),
                without(new FilteredClassLoader("io.micrometer"), List.of(METERS, OBSERVATION)),
                without(new FilteredClassLoader(Tracer.class), List.of()),
                without(new FilteredClassLoader(JdbcTemplate.class), List.of(STORE)),
                without(new FilteredClassLoader(DataSourceScriptDatabaseInitializer.class), List.of(STORE)));
    }

    private static Arguments without(ClassLoader remaining, List<String> away) {
        return Arguments.of(remaining, away);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void withoutOneOnlyWhatNeedsItIsAway(ClassLoader remaining, List<String> away) {
        ApplicationContextRunner without = runner.withClassLoader(remaining);
        boolean observed = !away.contains(OBSERVATION);
        (observed ? without.withBean(ObservationRegistry.class, ObservationRegistry::create) : without).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(DistributedSupervisor.class);
            away.forEach(bean -> assertThat(context).doesNotHaveBean(bean));
            Stream.of(ENDPOINT, HEALTH, METERS, OBSERVATION)
                    .filter(bean -> !away.contains(bean))
                    .forEach(bean -> assertThat(context).hasBean(bean));
        });
    }
}
