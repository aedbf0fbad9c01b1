package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.ChildStoppedEvent;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Clerk;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Greeting;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Porter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Whole applications with real members, on loopback, each in a cluster of its own. */
class SupervisorApplicationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SupervisorHazelcastAutoConfiguration.class,
                    HazelcastAutoConfiguration.class,
                    SupervisorAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withPropertyValues("distributed-supervisor.cluster.name=" + UUID.randomUUID());

    @Test
    void startsADeclaredChildWithBeansAndArguments() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            await().until(() -> supervisor.whereis("ann").isPresent());
            String answer = supervisor.call("ann", "Bob");
            assertThat(answer).isEqualTo("Good day Bob, I am Ann");
        });
    }

    @Test
    void runsADeclaredChildOnceInTheCluster() {
        runner.run(one -> runner.run(other -> {
            DistributedSupervisor first = one.getBean(DistributedSupervisor.class);
            DistributedSupervisor second = other.getBean(DistributedSupervisor.class);
            await().until(() -> second.nodes().size() == 2 && first.nodes().size() == 2);
            await().during(Duration.ofMillis(500))
                    .until(() -> second.localChildren().size()
                                    + first.localChildren().size()
                            == 1);
            assertThat(first.children()).containsOnlyKeys("ann");
        }));
    }

    @Test
    void publishesWhatHappensToAChildAndDestroysIt() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            Observer observer = context.getBean(Observer.class);
            await().until(() -> observer.started.contains("ann"));

            supervisor.terminateChild("ann");

            await().until(() -> observer.stopped.contains("ann TERMINATED"));
            await().until(() -> context.getBean(Greeting.class).destroyed().get() == 1);
        });
    }

    @Test
    void aListenerBeanMayHaveTheSupervisorInjected() {
        runner.withBean(CuriousListener.class).run(context -> {
            CuriousListener listener = context.getBean(CuriousListener.class);
            await().until(() -> listener.seen.contains("ann"));
        });
    }

    @Test
    void closesGracefullyBeforeHazelcast() {
        List<String> order = new CopyOnWriteArrayList<>();
        runner.run(context -> {
            Observer observer = context.getBean(Observer.class);
            observer.order = order;
            context.getBean(HazelcastInstance.class).getLifecycleService().addLifecycleListener(event -> {
                if (event.getState() == LifecycleState.SHUTTING_DOWN) {
                    order.add("hazelcast");
                }
            });
            await().until(() -> observer.started.contains("ann"));
        });

        assertThat(order).containsExactly("child NODE_STOPPING", "hazelcast");
    }

    @Test
    void startsAnOnDemandChildWithItsFirstMessage() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            assertThat(supervisor.<String>call("porter:1", "who?")).isEqualTo("porter:1");
        });
    }

    @Test
    void asksAPlacementStrategyBeanAndLeavesOutNodesThatAreNotListed() {
        List<String> asked = new CopyOnWriteArrayList<>();
        PlacementStrategy strategy = request -> {
            asked.add(request.name());
            return request.candidates().get(0).id();
        };
        runner.withBean(PlacementStrategy.class, () -> strategy)
                .withPropertyValues("distributed-supervisor.node-name=front", "distributed-supervisor.nodes=back")
                .run(front -> runner.withBean(PlacementStrategy.class, () -> strategy)
                        .withPropertyValues(
                                "distributed-supervisor.node-name=back", "distributed-supervisor.nodes=back")
                        .run(back -> {
                            DistributedSupervisor supervisor = front.getBean(DistributedSupervisor.class);
                            await().until(() -> supervisor.children().containsKey("ann"));
                            assertThat(supervisor.nodes())
                                    .extracting(SupervisorNode::name)
                                    .containsExactly("back");
                            assertThat(asked).contains("ann");
                        }));
    }

    @Test
    void refusesANodeWhoseSettingsDiffer() {
        runner.run(one -> runner.withPropertyValues("distributed-supervisor.node-monitoring=none")
                .run(other -> assertThat(other)
                        .getFailure()
                        .hasRootCauseInstanceOf(IllegalStateException.class)
                        .rootCause()
                        .hasMessageContaining("node-monitoring=NONE")
                        .hasMessageContaining("node-monitoring=EVERY_NODE")));
    }

    @Test
    void tellsChildrenWithoutAnIntensityThatOfTheProperties() {
        runner.withPropertyValues(
                        "distributed-supervisor.restart.max-restarts=3", "distributed-supervisor.restart.within=7m")
                .run(context -> {
                    DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
                    supervisor.startChild(ChildSpec.of(Porter.class).name("own").intensity(5, Duration.ofMinutes(1)));
                    await().until(() -> supervisor.whereis("ann").isPresent());
                    assertThat(supervisor
                                    .operations()
                                    .child("ann")
                                    .orElseThrow()
                                    .intensity())
                            .isEqualTo(new RestartIntensity(3, Duration.ofMinutes(7)));
                    assertThat(supervisor
                                    .operations()
                                    .child("own")
                                    .orElseThrow()
                                    .intensity())
                            .isEqualTo(new RestartIntensity(5, Duration.ofMinutes(1)));
                });
    }

    @Test
    void refusesAPropertyThatCoreRefuses() {
        runner.withPropertyValues("distributed-supervisor.backup-count=9")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(IllegalArgumentException.class)
                        .rootCause()
                        .hasMessageContaining("backupCount"));
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Clerk.class)
    static class Application {

        @Bean
        Greeting greeting() {
            return new Greeting("Good day");
        }

        @Bean
        ChildSpec ann() {
            return ChildSpec.of(Clerk.class).args("Ann");
        }

        @Bean
        Observer observer() {
            return new Observer();
        }
    }

    static class Observer {
        final List<String> started = new CopyOnWriteArrayList<>();
        final List<String> stopped = new CopyOnWriteArrayList<>();
        volatile List<String> order = new CopyOnWriteArrayList<>();

        @EventListener
        void started(ChildStartedEvent event) {
            started.add(event.id().name());
        }

        @EventListener
        void stopped(ChildStoppedEvent event) {
            stopped.add(event.id().name() + " " + event.reason());
            order.add("child " + event.reason());
        }
    }

    static class CuriousListener implements SupervisorListener {
        final List<String> seen = new CopyOnWriteArrayList<>();
        private final DistributedSupervisor supervisor;

        CuriousListener(DistributedSupervisor supervisor) {
            this.supervisor = supervisor;
        }

        @Override
        public void childStarted(ChildId id, String type, StartReason reason) {
            supervisor.whereis(id.name()).ifPresent(child -> seen.add(child.name()));
        }

        @Override
        public void childStopped(ChildId id, String type, StopReason reason, Throwable failure) {
            seen.remove(id.name());
        }
    }
}
