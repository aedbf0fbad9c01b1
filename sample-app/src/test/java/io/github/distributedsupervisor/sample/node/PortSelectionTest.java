package io.github.distributedsupervisor.sample.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.mock.env.MockEnvironment;

class PortSelectionTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void honoursAConfiguredPortExactlyAndNamesTheNodeAfterIt() {
        environment.setProperty("server.port", "9123");

        select();

        assertThat(environment.getProperty("server.port")).isEqualTo("9123");
        assertThat(environment.getProperty("distributed-supervisor.node-name")).isEqualTo("node-9123");
    }

    @Test
    void choosesAPortFrom8080OnWhenNoneIsConfigured() {
        select();

        assertThat(environment.getRequiredProperty("server.port", Integer.class))
                .isGreaterThanOrEqualTo(8080);
    }

    @Test
    void keepsAConfiguredNodeName() {
        environment.setProperty("server.port", "9123");
        environment.setProperty("distributed-supervisor.node-name", "left");

        select();

        assertThat(environment.getProperty("distributed-supervisor.node-name")).isEqualTo("left");
    }

    private void select() {
        new PortSelection()
                .onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                        new DefaultBootstrapContext(), new SpringApplication(), new String[0], environment));
    }
}
