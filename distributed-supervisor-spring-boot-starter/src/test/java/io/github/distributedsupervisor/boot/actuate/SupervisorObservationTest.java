package io.github.distributedsupervisor.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisedChild;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

/** A trace goes on in a child, on whatever node that is. */
class SupervisorObservationTest {

    private static final Queue<MutableSpan> SPANS = new ConcurrentLinkedQueue<>();
    private static final Queue<String> CASTS = new ConcurrentLinkedQueue<>();
    private static final String PACKAGE = "io.github.distributedsupervisor.boot.autoconfigure.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HazelcastAutoConfiguration.class,
                    SupervisorObservationAutoConfiguration.class,
                    named("SupervisorHazelcastAutoConfiguration"),
                    named("SupervisorAutoConfiguration")))
            .withUserConfiguration(TracedApplication.class)
            .withPropertyValues(
                    "distributed-supervisor.cluster.name=" + UUID.randomUUID(),
                    "distributed-supervisor.cluster.port="
                            + (27_000 + 10 * ThreadLocalRandom.current().nextInt(90)));

    private static Class<?> named(String configuration) {
        try {
            return Class.forName(PACKAGE + configuration);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A node with a tracer of its own. */
    @Configuration(proxyBeanMethods = false)
    @Import(TracedChild.class)
    static class TracedApplication {

        @Bean
        Tracing tracing() {
            return Tracing.newBuilder()
                    .addSpanHandler(new SpanHandler() {
                        @Override
                        public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                            return SPANS.add(span);
                        }
                    })
                    .build();
        }

        @Bean
        Tracer tracer(Tracing tracing) {
            return new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(tracing.currentTraceContext()));
        }

        @Bean
        SimpleMeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        ObservationRegistry observationRegistry(Tracing tracing, Tracer tracer, SimpleMeterRegistry meters) {
            Propagator propagator = new BravePropagator(tracing);
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig()
                    .observationHandler(new DefaultMeterObservationHandler(meters))
                    .observationHandler(new FirstMatchingCompositeObservationHandler(
                            new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                            new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                            new DefaultTracingObservationHandler(tracer)));
            return registry;
        }
    }

    /** Says which trace it is in. */
    @SupervisedChild("traced")
    @Scope("prototype")
    static class TracedChild implements Child {

        private final Tracer tracer;

        TracedChild(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public Object onCall(Object message) {
            if (message.equals("crash")) {
                throw new IllegalStateException("as told");
            }
            return trace();
        }

        @Override
        public void onCast(Object message) {
            CASTS.add(trace());
        }

        private String trace() {
            return Objects.requireNonNull(tracer.currentSpan()).context().traceId();
        }
    }

    @BeforeEach
    void forget() {
        SPANS.clear();
        CASTS.clear();
    }

    private static String startElsewhere(DistributedSupervisor supervisor) {
        await().until(() -> supervisor.nodes().size() == 2
                && IntStream.range(0, 50).anyMatch(i -> !supervisor.isMine("secret-" + i)));
        String name = IntStream.range(0, 50)
                .mapToObj(i -> "secret-" + i)
                .filter(each -> !supervisor.isMine(each))
                .findFirst()
                .orElseThrow();
        supervisor.startChild(ChildSpec.of("traced").name(name));
        return name;
    }

    private static MutableSpan span(String name) {
        return await().until(
                        () -> SPANS.stream()
                                .filter(span -> name.equals(span.name()))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    @Test
    void theTraceOfACallerGoesOnInTheChildOnAnotherNode() {
        runner.run(one -> runner.run(other -> {
            DistributedSupervisor supervisor = one.getBean(DistributedSupervisor.class);
            String name = startElsewhere(supervisor);
            ObservationRegistry registry = one.getBean(ObservationRegistry.class);
            Tracer tracer = one.getBean(Tracer.class);
            String[] traces = new String[2];
            Observation.createNotStarted("outer", registry).observe(() -> {
                traces[0] =
                        Objects.requireNonNull(tracer.currentSpan()).context().traceId();
                traces[1] = supervisor.call(name, "trace");
                supervisor.cast(name, "trace");
            });

            assertThat(traces[1]).isEqualTo(traces[0]);
            await().untilAsserted(() -> assertThat(CASTS).containsExactly(traces[0]));
            MutableSpan outer = span("outer");
            MutableSpan call = span("call String");
            MutableSpan process = span("process String");
            assertThat(call.parentId()).isEqualTo(outer.id());
            assertThat(process.parentId()).isEqualTo(call.id());
            assertThat(process.tag("child")).isEqualTo(name);
            assertThat(span("cast String").parentId()).isEqualTo(outer.id());
            assertThat(Objects.requireNonNull(tracer.currentTraceContext()).context())
                    .isNull();
        }));
    }

    @Test
    void timersTellFailuresAndNameNoChild() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            supervisor.startChild(ChildSpec.of("traced").name("secret"));
            assertThatThrownBy(() -> supervisor.call("secret", "crash")).isInstanceOf(ChildInvocationException.class);
            SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
            await().untilAsserted(() -> {
                assertThat(meters.get("distributed.supervisor.process")
                                .tags("child.type", "traced", "mode", "call", "operation", "String")
                                .tags("error", "IllegalStateException")
                                .timer()
                                .count())
                        .isEqualTo(1);
                assertThat(meters.get("distributed.supervisor.call")
                                .tags("error", "ChildInvocationException", "supervisor", "default")
                                .timer()
                                .count())
                        .isEqualTo(1);
            });
            List<Tag> tags = meters.getMeters().stream()
                    .map(Meter::getId)
                    .flatMap(id -> id.getTags().stream())
                    .toList();
            assertThat(tags).extracting(Tag::getValue).noneMatch(value -> value.contains("secret"));
        });
    }

    @Test
    void aConventionBeanRenames() {
        SupervisorCallConvention convention = new SupervisorCallConvention() {
            @Override
            public String getName() {
                return "my.calls";
            }

            @Override
            public KeyValues getLowCardinalityKeyValues(SupervisorCallContext context) {
                return KeyValues.of("what", context.message().operation());
            }
        };
        runner.withBean(SupervisorCallConvention.class, () -> convention).run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            supervisor.startChild(ChildSpec.of("traced").name("renamed"));
            supervisor.call("renamed", "trace");
            SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
            await().untilAsserted(() -> assertThat(
                            meters.get("my.calls").tag("what", "String").timer().count())
                    .isEqualTo(1));
        });
    }

    @Test
    void isThereOnlyWithMicrometerAndARegistry() {
        ApplicationContextRunner bare = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SupervisorObservationAutoConfiguration.class))
                .withBean(DistributedSupervisor.class, () -> mock(DistributedSupervisor.class));
        String bean = "distributedSupervisorObservation";
        bare.run(context -> assertThat(context).doesNotHaveBean(bean));
        bare.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(context).hasBean(bean));
        bare.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(bean));
    }
}
