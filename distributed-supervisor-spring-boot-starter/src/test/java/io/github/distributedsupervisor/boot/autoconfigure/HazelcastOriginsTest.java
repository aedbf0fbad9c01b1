package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisedChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/**
 * Whoever configures the Hazelcast instance: three nodes are one cluster, one leaves, one dies, and each child runs once, on
 * those that are left.
 */
class HazelcastOriginsTest {

    private static final int CHILDREN = 20;

    private final String cluster = "origins-" + UUID.randomUUID();
    private final int port = 23_000 + 10 * ThreadLocalRandom.current().nextInt(200);
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
        Witness.LIVING.clear();
        assertThat(Witness.TWICE).isEmpty();
    }

    @Test
    void none() {
        failsOver(
                Application.class, true, "distributed-supervisor.cluster.name", "distributed-supervisor.cluster.port");
    }

    @Test
    void yamlFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("rooms.yaml"), """
                hazelcast:
                  cluster-name: %s
                  network:
                    port:
                      port: %d
                      port-count: 10
                    interfaces:
                      enabled: true
                      interfaces: [127.0.0.1]
                    join:
                      auto-detection:
                        enabled: false
                      multicast:
                        enabled: false
                      tcp-ip:
                        enabled: true
                        member-list: [%s]
                  properties:
                    hazelcast.phone.home.enabled: "false"
                    hazelcast.socket.bind.any: "false"
                    hazelcast.wait.seconds.before.join: "0"
                """.formatted(cluster, port, String.join(", ", addresses(port))));
        failsOver(Application.class, true, "spring.hazelcast.config=file:" + file);
    }

    @Test
    void configBean() {
        failsOver(WithConfigBean.class, true, "test.cluster", "test.port");
    }

    @Test
    void instanceBean() {
        failsOver(WithInstanceBean.class, false, "test.cluster", "test.port");
    }

    private void failsOver(Class<?> application, boolean completed, String... properties) {
        for (int i = 0; i < 3; i++) {
            nodes.add(start(application, properties));
        }
        DistributedSupervisor first = supervisor(0);
        await().until(() -> first.nodes().size() == 3);
        for (int i = 0; i < CHILDREN; i++) {
            first.startChild(ChildSpec.of(Witness.class).name("witness-" + i));
            assertThat(first.<Integer>call("witness-" + i, "count")).isEqualTo(1);
        }
        await().until(() ->
                nodes.stream().allMatch(node -> supervisor(node).localChildren().size() > 1));
        awaitEachOnce();
        assertThat(nodes).allSatisfy(node -> assertThat(hook(node)).isEqualTo(completed ? "false" : null));

        nodes.remove(2).close();
        awaitEachOnce();
        Set<Integer> counts = new HashSet<>();
        for (int i = 0; i < CHILDREN; i++) {
            counts.add(first.call("witness-" + i, "count"));
        }
        assertThat(counts).as("a child that moves keeps its state").containsExactly(2);

        ConfigurableApplicationContext dying = nodes.remove(1);
        Witness.die(supervisor(dying));
        dying.getBean(HazelcastInstance.class).getLifecycleService().terminate();
        awaitEachOnce();
        assertThat(supervisor(0).localChildren()).hasSize(CHILDREN);
        dying.close();
        awaitEachOnce();
    }

    private void awaitEachOnce() {
        Set<String> alive = new HashSet<>();
        nodes.forEach(node -> alive.add(Witness.idOf(supervisor(node))));
        await().untilAsserted(() -> {
            Map<String, ?> children = supervisor(0).children();
            assertThat(children).hasSize(CHILDREN);
            assertThat(supervisor(0).children().values())
                    .allMatch(child -> child.status() == ChildStatus.RUNNING
                            && child.node() != null
                            && alive.contains(child.node().id()));
            assertThat(Witness.living()).containsExactlyInAnyOrderElementsOf(children.keySet());
        });
        assertThat(Witness.TWICE).isEmpty();
    }

    private ConfigurableApplicationContext start(Class<?> application, String... properties) {
        SpringApplication spring = new SpringApplication(application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setRegisterShutdownHook(false);
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.main.web-application-type=none", "--distributed-supervisor.rebalance.stable-after=300ms"));
        for (String property : properties) {
            boolean complete = property.contains("=");
            String value = property.endsWith("port") ? Integer.toString(port) : cluster;
            arguments.add("--" + property + (complete ? "" : "=" + value));
        }
        return spring.run(arguments.toArray(String[]::new));
    }

    private DistributedSupervisor supervisor(int node) {
        return supervisor(nodes.get(node));
    }

    private static DistributedSupervisor supervisor(ConfigurableApplicationContext node) {
        return node.getBean(DistributedSupervisor.class);
    }

    private static String hook(ConfigurableApplicationContext node) {
        return node.getBean(HazelcastInstance.class).getConfig().getProperty(HazelcastConfigs.SHUTDOWN_HOOK);
    }

    private static List<String> addresses(int port) {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            addresses.add("127.0.0.1:" + (port + i));
        }
        return addresses;
    }

    /** As somebody writes it who thinks of Hazelcast only. */
    private static Config config(Environment environment) {
        int port = environment.getRequiredProperty("test.port", Integer.class);
        Config config = new Config().setClusterName(environment.getRequiredProperty("test.cluster"));
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig().setPort(port).setPortCount(10);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(addresses(port));
        return config;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SupervisorHazelcastAutoConfiguration.class,
        HazelcastAutoConfiguration.class,
        SupervisorAutoConfiguration.class
    })
    static class Application {
        @Bean
        @Scope("prototype")
        Witness witness() {
            return new Witness();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithConfigBean extends Application {
        @Bean
        Config hazelcastConfig(Environment environment) {
            return config(environment);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithInstanceBean extends Application {
        @Bean
        HazelcastInstance hazelcastInstance(Environment environment) {
            return Hazelcast.newHazelcastInstance(config(environment));
        }
    }

    /** Counts its calls, and its instances on all nodes of this virtual machine that are not said to be dead. */
    @SupervisedChild("witness")
    static class Witness implements Child, Stateful<Integer> {

        private static final Set<Life> LIVING = new HashSet<>();
        private static final List<String> TWICE = new ArrayList<>();
        private static final Set<String> DEAD = new HashSet<>();

        private record Life(String name, long incarnation, String node) {}

        private Life life = new Life("", 0, "");
        private int count;

        static String idOf(DistributedSupervisor supervisor) {
            return supervisor.nodes().stream()
                    .filter(node -> node.local())
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        /** From now on what runs there counts no more. */
        static void die(DistributedSupervisor supervisor) {
            String node = idOf(supervisor);
            synchronized (LIVING) {
                DEAD.add(node);
                LIVING.removeIf(life -> life.node().equals(node));
            }
        }

        static List<String> living() {
            synchronized (LIVING) {
                return LIVING.stream().map(Life::name).toList();
            }
        }

        @Override
        public void onStart(ChildContext context) {
            life = new Life(
                    context.name(), context.incarnation(), context.node().id());
            synchronized (LIVING) {
                if (DEAD.contains(life.node())) {
                    return;
                }
                LIVING.stream()
                        .filter(other -> other.name().equals(life.name()))
                        .forEach(other -> TWICE.add(other + " and " + life));
                LIVING.add(life);
            }
        }

        @Override
        public void onStop(StopReason reason) {
            synchronized (LIVING) {
                LIVING.remove(life);
            }
        }

        @Override
        public Object onCall(Object message) {
            return ++count;
        }

        @Override
        public Integer captureState() {
            return count;
        }

        @Override
        public void restoreState(Integer state) {
            count = state;
        }
    }
}
