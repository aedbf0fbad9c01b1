package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.hazelcast.client.Client;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

class SupervisorAutoConfigurationTest {

    private final HazelcastInstance hazelcast = mock(HazelcastInstance.class);
    private final DistributedSupervisor supervisor = mock(DistributedSupervisor.class);
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SupervisorAutoConfiguration.class));

    private ApplicationContextRunner withHazelcast() {
        return runner.withBean(HazelcastInstance.class, () -> hazelcast);
    }

    @Test
    void backsOffWithoutHazelcast() {
        runner.run(context -> assertThat(context).doesNotHaveBean(DistributedSupervisor.class));
    }

    @Test
    void backsOffWhenDisabled() {
        withHazelcast()
                .withPropertyValues("distributed-supervisor.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(DistributedSupervisor.class)
                        .doesNotHaveBean(SupervisorLifecycle.class));
    }

    @Test
    void respectsASupervisorOfTheApplication() {
        withHazelcast().withBean(DistributedSupervisor.class, () -> supervisor).run(context -> {
            assertThat(context).getBean(DistributedSupervisor.class).isSameAs(supervisor);
            verify(supervisor).join();
        });
        verify(supervisor).drain(Duration.ofSeconds(20));
    }

    @Test
    void refusesAClient() {
        when(hazelcast.getLocalEndpoint()).thenReturn(mock(Client.class));

        withHazelcast()
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidSupervisorSetupException.class)
                        .hasMessageContaining("client"));
    }

    @Test
    void refusesALiteMember() {
        Member lite = mock(Member.class);
        when(lite.isLiteMember()).thenReturn(true);
        when(hazelcast.getLocalEndpoint()).thenReturn(lite);

        withHazelcast()
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("lite member"));
    }

    @Test
    void explainsAMistakeInsteadOfShowingAStackTrace() {
        FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, needsABeanFactory) -> {})
                .stream()
                .filter(InvalidSupervisorSetupFailureAnalyzer.class::isInstance)
                .findFirst()
                .orElseThrow();

        FailureAnalysis analysis = analyzer.analyze(
                new IllegalStateException(new InvalidSupervisorSetupException("what is wrong", "what to do")));

        assertThat(analysis.getDescription()).isEqualTo("what is wrong");
        assertThat(analysis.getAction()).isEqualTo("what to do");
    }
}
