package io.github.distributedsupervisor.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SupervisorEndpointTest {

    private final DistributedSupervisor supervisor = mock(DistributedSupervisor.class);
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SupervisorEndpointAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=supervisor");

    @Test
    void findsSupervisorsByNameAndTheFirstWithoutOne() {
        when(supervisor.name()).thenReturn("default");
        DistributedSupervisor other = mock(DistributedSupervisor.class);
        when(other.name()).thenReturn("other");
        Supervisors supervisors = new Supervisors(List.of(supervisor, other));

        assertThat(supervisors.find(null)).isSameAs(supervisor);
        assertThat(supervisors.find("other")).isSameAs(other);
        assertThat(supervisors.find("third")).isNull();
    }

    @Test
    void isThereWhenExposed() {
        runner.withBean(DistributedSupervisor.class, () -> supervisor)
                .run(context -> assertThat(context).hasSingleBean(SupervisorEndpoint.class));
    }

    @Test
    void isNotThereUnlessExposed() {
        runner.withBean(DistributedSupervisor.class, () -> supervisor)
                .withPropertyValues("management.endpoints.web.exposure.include=")
                .run(context -> assertThat(context).doesNotHaveBean(SupervisorEndpoint.class));
    }

    @Test
    void isNotThereWithoutASupervisor() {
        runner.run(context -> assertThat(context).doesNotHaveBean(SupervisorEndpoint.class));
    }

    @Test
    void isNotThereWithoutTheActuator() {
        runner.withBean(DistributedSupervisor.class, () -> supervisor)
                .withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("supervisorEndpoint"));
    }
}
