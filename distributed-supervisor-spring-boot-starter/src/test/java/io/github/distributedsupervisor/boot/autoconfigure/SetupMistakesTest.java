package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.instance.EndpointQualifier;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import io.github.distributedsupervisor.SupervisedChild;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConfigCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** What people see on the console when they have made a mistake: what is wrong and what to do, no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class SetupMistakesTest {

    private final String cluster = "--distributed-supervisor.cluster.name=" + UUID.randomUUID();
    private final String port = "--distributed-supervisor.cluster.port="
            + (21_000 + 10 * ThreadLocalRandom.current().nextInt(200));

    private ConfigurableApplicationContext start(Class<?> mistake, String... properties) {
        SpringApplication application = new SpringApplication(Application.class, mistake);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.addAll(List.of(cluster, port, "--spring.main.web-application-type=none"));
        return application.run(arguments.toArray(String[]::new));
    }

    private void explained(CapturedOutput output, Class<?> mistake, String description, String action) {
        int before = output.length();
        assertThatThrownBy(() -> start(mistake).close()).isNotNull();
        String report = output.toString().substring(before);
        assertThat(report).contains("APPLICATION FAILED TO START").doesNotContain("\tat io.github");
        int end = report.indexOf("Action:");
        assertThat(report.substring(0, end)).containsPattern(description);
        assertThat(report.substring(end)).containsPattern(action);
    }

    @Test
    void anUnknownType(CapturedOutput output) {
        explained(output, DeclaresUnknownType.class, "'tikcer', which .* has \\[ticker]", "mean 'ticker'\\?");
        explained(
                output,
                StartsUnknownType.class,
                "knows the child type 'tikcer'; this one knows \\[ticker]",
                "mean 'ticker'\\?");
    }

    @Test
    void aNameThatIsTaken(CapturedOutput output) {
        explained(output, DeclaresTwoOfOneName.class, "'a' is declared twice.*'one'.*'other'", "name of its own");
        explained(output, StartsTwoOfOneName.class, "'a'", "getOrStart");
    }

    @Test
    void aSingleton(CapturedOutput output) {
        explained(output, SupervisedSingleton.class, "'single' .* not a prototype", "Remove @Component");
        explained(output, PlainSingleton.class, "'plain' .* not a prototype", "@SupervisedChild instead");
    }

    @Test
    void anArgumentThatCannotBeSent(CapturedOutput output) {
        String action = "message-packages";
        explained(output, DeclaresBadArgument.class, "argument 1 \\(parameter 'task' of .*\\): .*Thread", action);
        explained(output, StartsBadArgument.class, "argument 1, a java.lang.Thread", action);
    }

    @Test
    void aMapThatLosesRecords(CapturedOutput output) {
        explained(output, MapWithTimeToLive.class, "The Hazelcast map 'default.children'", "Remove the map");
        explained(output, MapWithEviction.class, "without eviction", "remove eviction");
    }

    @Test
    void aLiteMember(CapturedOutput output) {
        explained(output, LiteMember.class, "is a lite member", "Remove 'lite-member'");
    }

    @Test
    void nodesWithOtherSettings(CapturedOutput output) {
        try (ConfigurableApplicationContext first = start(Plain.class, "--distributed-supervisor.node-name=first")) {
            assertThat(first.isActive()).isTrue();
            assertThatThrownBy(() -> start(Plain.class, "--distributed-supervisor.backup-count=1"))
                    .isNotNull();
        }
        assertThat(output)
                .containsPattern("node 'first' has other settings:\\s+backup-count: 1 here, 2 there\\s")
                .contains("Give all nodes the same properties");
    }

    @Test
    void anEndpointForMembersThatConnectsWithoutLimit(CapturedOutput output) {
        start(Plain.class).close();
        assertThat(output).doesNotContain("without limit");

        start(EndlessConnecting.class).close();
        assertThat(output).contains("tries to connect without limit", "set its connect timeout");
    }

    @Test
    void aPropertyOutOfRange(CapturedOutput output) {
        try {
            start(Plain.class, "--distributed-supervisor.restart.backoff.jitter=2")
                    .close();
        } catch (RuntimeException e) {
            assertThat(output).contains("distributed-supervisor.restart.backoff", "jitter must be 0 to 1, but is 2.0");
            return;
        }
        throw new AssertionError("it has started");
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
        Ticker ticker(String symbol, Runnable task) {
            return new Ticker();
        }
    }

    @SupervisedChild("ticker")
    static class Ticker implements Child {}

    @Configuration(proxyBeanMethods = false)
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    static class DeclaresUnknownType {
        @Bean
        ChildSpec a() {
            return ChildSpec.of("tikcer");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StartsUnknownType {
        @Bean
        ApplicationRunner runner(DistributedSupervisor supervisor) {
            return arguments -> supervisor.startChild(ChildSpec.of("tikcer").name("a"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DeclaresTwoOfOneName {
        @Bean
        ChildSpec one() {
            return ChildSpec.of("ticker").name("a");
        }

        @Bean
        ChildSpec other() {
            return ChildSpec.of("ticker").name("a").args("EURUSD");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StartsTwoOfOneName {
        @Bean
        @Scope("prototype")
        Simple simple() {
            return new Simple();
        }

        @Bean
        ApplicationRunner runner(DistributedSupervisor supervisor) {
            return arguments -> {
                supervisor.startChild(ChildSpec.of(Simple.class).name("a"));
                supervisor.startChild(ChildSpec.of(Simple.class).name("a"));
            };
        }
    }

    @SupervisedChild("simple")
    static class Simple implements Child {}

    @Configuration(proxyBeanMethods = false)
    static class SupervisedSingleton {
        @Bean
        Simple single() {
            return new Simple();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PlainSingleton {
        @Bean
        Unannotated plain() {
            return new Unannotated();
        }
    }

    static class Unannotated implements Child {}

    @Configuration(proxyBeanMethods = false)
    static class DeclaresBadArgument {
        @Bean
        ChildSpec a() {
            return ChildSpec.of("ticker").args("EURUSD", Thread.currentThread());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StartsBadArgument {
        @Bean
        ApplicationRunner runner(DistributedSupervisor supervisor) {
            return arguments -> supervisor.startChild(ChildSpec.of("ticker").args("EURUSD", Thread.currentThread()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MapWithTimeToLive {
        @Bean
        HazelcastConfigCustomizer customizer() {
            return config -> config.addMapConfig(new MapConfig("default.children").setTimeToLiveSeconds(60));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MapWithEviction {
        @Bean
        HazelcastConfigCustomizer customizer() {
            EvictionConfig eviction = new EvictionConfig().setEvictionPolicy(EvictionPolicy.LRU);
            return config -> config.addMapConfig(new MapConfig("default.children").setEvictionConfig(eviction));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EndlessConnecting {
        @Bean
        HazelcastConfigCustomizer endless() {
            return config -> RecommendedHazelcastSettings.membersOnly(config)
                    .getAdvancedNetworkConfig()
                    .getEndpointConfigs()
                    .get(EndpointQualifier.MEMBER)
                    .setSocketConnectTimeoutSeconds(0);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LiteMember {
        @Bean
        HazelcastConfigCustomizer customizer() {
            return config -> config.setLiteMember(true);
        }
    }
}
