package io.github.distributedsupervisor.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.actuate.SupervisorEndpoint.Counts;
import io.github.distributedsupervisor.boot.actuate.SupervisorEndpoint.Detail;
import io.github.distributedsupervisor.boot.actuate.SupervisorEndpoint.HostingNode;
import io.github.distributedsupervisor.boot.actuate.SupervisorEndpoint.Node;
import io.github.distributedsupervisor.boot.actuate.SupervisorEndpoint.Summary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SupervisorEndpointTest {

    private static final SupervisorNode HERE = new SupervisorNode("1", "one", "127.0.0.1:5701", true, false);
    private static final SupervisorNode THERE = new SupervisorNode("2", "two", "127.0.0.1:5702", false, false);
    private static final ChildInfo RUNNING =
            new ChildInfo("a", "clerk", ChildStatus.RUNNING, THERE, 7, 2, Restart.PERMANENT, null, List.of());
    private static final ChildInfo MOVING =
            new ChildInfo("b", "clerk", ChildStatus.MOVING, null, 8, 0, Restart.PERMANENT, null, List.of());

    private final DistributedSupervisor supervisor = mock(DistributedSupervisor.class);
    private final SupervisorEndpoint endpoint = new SupervisorEndpoint(supervisor);
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SupervisorEndpointAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=supervisor");

    @Test
    void summarisesNodesAndChildren() {
        when(supervisor.name()).thenReturn("default");
        when(supervisor.nodes()).thenReturn(List.of(HERE, THERE));
        when(supervisor.children()).thenReturn(Map.of("a", RUNNING, "b", MOVING));

        assertThat(endpoint.summary())
                .isEqualTo(new Summary(
                        "default",
                        new Node("1", "one"),
                        List.of(
                                new HostingNode("1", "one", "127.0.0.1:5701", true, 0),
                                new HostingNode("2", "two", "127.0.0.1:5702", false, 1)),
                        new Counts(2, 1)));
    }

    @Test
    void showsAChildAndItsNode() {
        when(supervisor.whereis("a")).thenReturn(Optional.of(RUNNING));

        assertThat(endpoint.child("a"))
                .isEqualTo(new Detail("a", "clerk", ChildStatus.RUNNING, new Node("2", "two"), 7, 2));
    }

    @Test
    void showsAChildBetweenTwoNodes() {
        when(supervisor.whereis("b")).thenReturn(Optional.of(MOVING));

        assertThat(endpoint.child("b").node()).isNull();
    }

    @Test
    void hasNothingToShowForAnUnknownChild() {
        when(supervisor.whereis("c")).thenReturn(Optional.empty());

        assertThat(endpoint.child("c")).isNull();
        assertThat(endpoint.child("no name")).isNull();
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
