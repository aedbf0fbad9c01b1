package io.github.distributedsupervisor.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a monitoring system reads: numbers, no names. */
class SupervisorHealthAndMetersTest {

    private static final String HEALTH = "distributedSupervisorHealthIndicator";
    private static final String PACKAGE = "io.github.distributedsupervisor.boot.autoconfigure.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HazelcastAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SupervisorHealthAutoConfiguration.class,
                    SupervisorMetricsAutoConfiguration.class,
                    named("SupervisorHazelcastAutoConfiguration"),
                    named("SupervisorAutoConfiguration")))
            .withUserConfiguration(Porter.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                    "distributed-supervisor.cluster.name=" + UUID.randomUUID(),
                    "distributed-supervisor.cluster.port="
                            + (32_000 + 10 * ThreadLocalRandom.current().nextInt(70)));

    private static Class<?> named(String configuration) {
        try {
            return Class.forName(PACKAGE + configuration);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void quarantine(DistributedSupervisor supervisor, String name) {
        supervisor.startChild(ChildSpec.of("porter").name(name).intensity(0, Duration.ofMinutes(1)));
        assertThatThrownBy(() -> supervisor.call(name, "crash")).isInstanceOf(ChildInvocationException.class);
    }

    @Test
    void isUpWithCountsAndOutOfServiceOnceItLeaves() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            HealthIndicator indicator = context.getBean(HEALTH, HealthIndicator.class);
            supervisor.startChild(ChildSpec.of("porter").name("well"));
            quarantine(supervisor, "ill");
            await().untilAsserted(() -> {
                Health health = indicator.health();
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(((Map<?, ?>) health.getDetails().get("default")).keySet())
                        .hasSize(SupervisorHealthIndicator.Detail.values().length + ChildStatus.values().length);
                assertThat((Map<?, ?>) health.getDetails().get("default"))
                        .satisfies(details ->
                                assertThat(details.get("quarantined")).isEqualTo(1L))
                        .satisfies(details -> assertThat(details.get("running")).isEqualTo(1L))
                        .satisfies(details -> assertThat(details.get("audit"))
                                .isEqualTo(Map.of("missing", 0L, "duplicate", 0L, "orphan", 0L)))
                        .satisfies(details -> assertThat(details.get("leaving")).isEqualTo(false));
                assertThat(health.getDetails().toString())
                        .doesNotContain("well")
                        .doesNotContain("ill=");
            });

            supervisor.drain(Duration.ofSeconds(10));

            assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void isOutOfServiceBelowItsQuorum() {
        runner.withPropertyValues("distributed-supervisor.min-nodes=2").run(context -> {
            HealthIndicator indicator = context.getBean(HEALTH, HealthIndicator.class);

            assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat((Map<?, ?>) indicator.health().getDetails().get("default"))
                    .satisfies(details -> assertThat(details.get("lease")).isEqualTo(false))
                    .satisfies(details -> assertThat(details.get("needed")).isEqualTo(2));
        });
    }

    @Test
    void metersSayWhatHappensAndNameNoChild() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            supervisor.startChild(ChildSpec.of("porter").name("secret-well"));
            quarantine(supervisor, "secret-ill");
            supervisor.cast("secret-nobody", "hello");

            await().untilAsserted(() -> {
                assertThat(children(registry, "running")).isEqualTo(1);
                assertThat(children(registry, "quarantined")).isEqualTo(1);
                assertThat(registry.get("distributed.supervisor.child.starts")
                                .tags("child.type", "porter", "reason", "first", "supervisor", "default")
                                .counter()
                                .count())
                        .isEqualTo(2);
                assertThat(registry.get("distributed.supervisor.child.failures")
                                .tags("child.type", "porter", "error", "IllegalStateException")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("distributed.supervisor.child.quarantines")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("distributed.supervisor.messages.dropped")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
            });
            assertThat(registry.get("distributed.supervisor.nodes").gauge().value())
                    .isEqualTo(1);
            assertThat(registry.get("distributed.supervisor.mailbox.size")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.getMeters())
                    .flatExtracting(meter -> meter.getId().getTags())
                    .extracting(Tag::getValue)
                    .noneMatch(value -> value.contains("secret"));
        });
    }

    @Test
    void metersAreThoseThatTheReferencePageIsMadeOf() {
        Set<String> described = Arrays.stream(SupervisorMeter.values())
                .map(meter -> meter.meterName() + " " + tags(meter) + " " + meter.description())
                .collect(Collectors.toSet());
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            SupervisorMeters meters = context.getBean(SupervisorMeters.class);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            quarantine(supervisor, "ill");
            // a failover needs a node that is gone
            SupervisorMeter.FAILOVER.timer(registry, "default");
            assertThat(meters).isNotNull();

            await().untilAsserted(() -> assertThat(registry.getMeters().stream()
                            .map(Meter::getId)
                            .filter(id -> id.getName().startsWith("distributed.supervisor."))
                            .map(id -> id.getName() + " "
                                    + id.getTags().stream()
                                            .map(Tag::getKey)
                                            .collect(Collectors.toCollection(TreeSet::new))
                                    + " " + id.getDescription()))
                    .containsOnly(described.toArray(String[]::new))
                    .containsAll(described));
        });
    }

    private static Set<String> tags(SupervisorMeter meter) {
        Set<String> tags = new TreeSet<>(meter.tagKeys());
        tags.add("supervisor");
        return tags;
    }

    private static double children(MeterRegistry registry, String state) {
        return registry.get("distributed.supervisor.children")
                .tags("supervisor", "default", "child.type", "porter", "state", state)
                .gauge()
                .value();
    }

    @Test
    void areThereOnlyWhereTheirLibrariesAre() {
        ApplicationContextRunner bare = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SupervisorHealthAutoConfiguration.class, SupervisorMetricsAutoConfiguration.class))
                .withBean(DistributedSupervisor.class, () -> mock(DistributedSupervisor.class));
        bare.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HEALTH));
        bare.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean(HEALTH)
                        .doesNotHaveBean("distributedSupervisorMeters"));
        bare.withPropertyValues("management.health.distributed-supervisor.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HEALTH));
        bare.run(context -> assertThat(context).doesNotHaveBean(SupervisorMeters.class)); // no registry
    }
}
