package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.DistributedSupervisorCustomizer;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Clerk;
import io.github.distributedsupervisor.boot.autoconfigure.annotated.Greeting;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConfigCustomizer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.mock.env.MockEnvironment;

/** Several supervisors in one application. */
class FurtherSupervisorsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SupervisorHazelcastAutoConfiguration.class,
                    HazelcastAutoConfiguration.class,
                    SupervisorAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withPropertyValues(
                    "distributed-supervisor.cluster.name=" + UUID.randomUUID(),
                    "distributed-supervisor.supervisors.rooms.call-timeout=7s");

    @Test
    void givesEachItsOwnRegistryAndItsOwnBeans() {
        runner.run(context -> {
            DistributedSupervisor first = context.getBean(DistributedSupervisor.class);
            DistributedSupervisor rooms = context.getBean("rooms", DistributedSupervisor.class);
            Heard heard = context.getBean(Heard.class);

            await().until(() ->
                    first.children().containsKey("ann") && rooms.children().containsKey("bob"));
            assertThat(first.name()).isEqualTo("default");
            assertThat(rooms.name()).isEqualTo("rooms");
            assertThat(first.children()).containsOnlyKeys("ann");
            assertThat(rooms.children()).containsOnlyKeys("bob");
            await().untilAsserted(() -> {
                assertThat(heard.events).containsExactlyInAnyOrder("default ann", "rooms bob");
                assertThat(heard.byListenerOfRooms).containsExactly("bob");
                assertThat(heard.byListenerOfAll).containsExactlyInAnyOrder("ann", "bob");
            });
            assertThat(heard.customized).containsExactlyInAnyOrder("all", "rooms", "all");
        });
    }

    @Test
    void losesNoChildOfAnyWhenANodeLeaves() {
        runner.run(one -> {
            runner.run(other -> {
                DistributedSupervisor rooms = other.getBean("rooms", DistributedSupervisor.class);
                await().until(() -> rooms.nodes().size() == 2);
                for (int i = 0; i < 20; i++) {
                    ChildSpec spec =
                            ChildSpec.of(Clerk.class).name("clerk-" + i).args("Ann");
                    rooms.startChild(spec);
                    other.getBean(DistributedSupervisor.class).startChild(spec);
                }
            });
            for (String name : List.of("distributedSupervisor", "rooms")) {
                DistributedSupervisor remaining = one.getBean(name, DistributedSupervisor.class);
                await().untilAsserted(
                                () -> assertThat(remaining.localChildren()).hasSize(21));
            }
        });
    }

    @Test
    void inheritsThePropertiesOfTheFirst() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("distributed-supervisor.drain-timeout", "3s")
                .withProperty("distributed-supervisor.nodes", "a,b")
                .withProperty("distributed-supervisor.mailbox.capacity", "5")
                .withProperty("distributed-supervisor.mailbox.max-in-flight", "6")
                .withProperty("distributed-supervisor.supervisors.rooms.nodes", "c")
                .withProperty("distributed-supervisor.supervisors.rooms.mailbox.capacity", "7");

        SupervisorProperties properties = FurtherSupervisors.propertiesOf("rooms", environment);

        assertThat(properties.drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.nodes()).containsExactly("c");
        assertThat(properties.mailbox()).isEqualTo(new SupervisorProperties.Mailbox(7, 6));
    }

    @Test
    void refusesTheNameOfTheFirst() {
        runner.withPropertyValues("distributed-supervisor.supervisors.default.call-timeout=1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidSupervisorSetupException.class)
                        .hasMessageContaining("supervisors.default"));
    }

    @Test
    void givesMembersAnEndpointOfTheirOwnUnlessACustomizerDoes() {
        runner.withBean(
                        HazelcastConfigCustomizer.class,
                        () -> config -> config.getNetworkConfig().setPortCount(7))
                .run(context ->
                        assertThat(memberEndpoint(context).getPortCount()).isEqualTo(7));
        runner.withBean(HazelcastConfigCustomizer.class, () -> config -> {
                    config.getAdvancedNetworkConfig()
                            .setEnabled(true)
                            .setJoin(config.getNetworkConfig().getJoin());
                    memberEndpoint(config).setPort(15_701);
                })
                .run(context -> assertThat(memberEndpoint(context).getPort()).isEqualTo(15_701));
    }

    private static ServerSocketEndpointConfig memberEndpoint(AssertableApplicationContext context) {
        return memberEndpoint(context.getBean(HazelcastInstance.class).getConfig());
    }

    private static ServerSocketEndpointConfig memberEndpoint(Config config) {
        assertThat(config.getAdvancedNetworkConfig().isEnabled()).isTrue();
        return (ServerSocketEndpointConfig)
                config.getAdvancedNetworkConfig().getEndpointConfigs().get(EndpointQualifier.MEMBER);
    }

    @Test
    void letsHazelcastCustomizersChangeTheDefaultConfiguration() {
        runner.withBean(HazelcastConfigCustomizer.class, () -> config -> config.setProperty("a.b", "c"))
                .run(context -> {
                    Config config = context.getBean(HazelcastInstance.class).getConfig();
                    assertThat(config.getProperty("a.b")).isEqualTo("c");
                });
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
        @Qualifier("rooms")
        ChildSpec bob() {
            return ChildSpec.of(Clerk.class).args("Bob");
        }

        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        SupervisorListener listenerOfAll(Heard heard) {
            return new Naming(heard.byListenerOfAll);
        }

        @Bean
        @Qualifier("rooms")
        SupervisorListener listenerOfRooms(Heard heard, @Qualifier("rooms") DistributedSupervisor rooms) {
            return new Naming(heard.byListenerOfRooms);
        }

        @Bean
        DistributedSupervisorCustomizer customizerOfAll(Heard heard) {
            return builder -> heard.customized.add("all");
        }

        @Bean
        @Qualifier("rooms")
        DistributedSupervisorCustomizer customizerOfRooms(Heard heard) {
            return builder -> heard.customized.add("rooms");
        }
    }

    record Naming(List<String> names) implements SupervisorListener {
        @Override
        public void childStarted(ChildId id, String type, StartReason reason) {
            names.add(id.name());
        }
    }

    static class Heard {
        final List<String> events = new CopyOnWriteArrayList<>();
        final List<String> byListenerOfAll = new CopyOnWriteArrayList<>();
        final List<String> byListenerOfRooms = new CopyOnWriteArrayList<>();
        final List<String> customized = new CopyOnWriteArrayList<>();

        @EventListener
        void started(ChildStartedEvent event) {
            events.add(event.supervisor() + " " + event.id().name());
        }
    }
}
