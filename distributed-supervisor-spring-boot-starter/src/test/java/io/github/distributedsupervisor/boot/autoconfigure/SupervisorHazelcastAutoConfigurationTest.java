package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SupervisorHazelcastAutoConfigurationTest {

    /** Does not start Hazelcast. */
    private final ApplicationContextRunner configOnly = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SupervisorHazelcastAutoConfiguration.class));

    private final ApplicationContextRunner withHazelcast = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SupervisorHazelcastAutoConfiguration.class, HazelcastAutoConfiguration.class));

    @Test
    void configuresAMemberWhenNothingIsConfigured() {
        configOnly.withPropertyValues("spring.application.name=orders").run(context -> {
            assertThat(context).hasSingleBean(Config.class);
            assertThat(context.getBean(Config.class).getClusterName()).startsWith("orders-");
        });
    }

    @Test
    void configuresNothingWhenDisabled() {
        configOnly
                .withPropertyValues("distributed-supervisor.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Config.class));
    }

    @Test
    void respectsAHazelcastInstance() {
        configOnly
                .withBean(HazelcastInstance.class, () -> mock(HazelcastInstance.class))
                .run(context -> assertThat(context).doesNotHaveBean(Config.class));
    }

    @Test
    void respectsAHazelcastYaml() {
        withHazelcast
                .withPropertyValues("spring.hazelcast.config=classpath:hazelcast-test.yaml")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(Config.class).hasSingleBean(HazelcastInstance.class);
                    Config config = context.getBean(HazelcastInstance.class).getConfig();
                    assertThat(config.getClusterName()).isEqualTo("from-the-file");
                    assertThat(config.getProperty("hazelcast.shutdownhook.enabled"))
                            .isEqualTo("false");
                });
    }

    @Test
    void completesAConfigBean() {
        Config mine = new Config("mine");

        configOnly.withBean(Config.class, () -> mine).run(context -> {
            assertThat(context.getBean(Config.class)).isSameAs(mine);
            assertThat(mine.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
            assertThat(mine.getClassLoader()).isNotNull();
        });
    }

    @Test
    void refusesAClientBeforeItWaitsForACluster() {
        withHazelcast
                .withBean(ClientConfig.class, ClientConfig::new)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidSupervisorSetupException.class)
                        .hasMessageContaining("client"));
    }

    @Test
    void refusesAClientThatAFileConfigures() {
        withHazelcast
                .withPropertyValues("spring.hazelcast.config=classpath:hazelcast-client-test.yaml")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("client"));
    }

    @Test
    void startsAMemberOnLoopbackOnly() {
        withHazelcast
                .withPropertyValues("distributed-supervisor.cluster.name=" + UUID.randomUUID())
                .run(context -> {
                    HazelcastInstance hazelcast = context.getBean(HazelcastInstance.class);
                    assertThat(hazelcast
                                    .getCluster()
                                    .getLocalMember()
                                    .getAddress()
                                    .getHost())
                            .isEqualTo("127.0.0.1");
                });
    }
}
