package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a supervisor is told about the restarts of its children. */
class RestartSettingsTest {

    private static final RestartIntensity THREE = new RestartIntensity(3, Duration.ofMinutes(7));
    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startOneNode() {
        cluster = new TestCluster(builder -> builder.onDemand(ChildSpec.of(CounterChild.class))
                .restartIntensity(THREE)
                .restartBackOff(
                        new RestartBackOff(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0, Duration.ofMinutes(1))));
        cluster.add();
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static RestartIntensity intensityOf(String child) {
        return supervisor.operations().child(child).orElseThrow().intensity();
    }

    @Test
    void theIntensityIsForChildrenWhoseSpecHasNone() {
        ChildSpec spec = ChildSpec.of(CounterChild.class);
        supervisor.startChild(spec.name("usual"));
        supervisor.startChild(spec.name("special").intensity(5, Duration.ofMinutes(1)));
        supervisor.call("counter:on-demand", "increment");

        assertThat(intensityOf("usual")).isEqualTo(THREE);
        assertThat(intensityOf("counter:on-demand")).isEqualTo(THREE);
        assertThat(intensityOf("special")).isEqualTo(new RestartIntensity(5, Duration.ofMinutes(1)));
    }

    /** With the default back-off three restarts take three seconds: one call after the other would find no child. */
    @Test
    void theBackOffIsThatOfTheSupervisorAndQuarantineComesWhereItsIntensitySays() {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("loop"));
        for (int crash = 1; crash <= 4; crash++) {
            assertThatThrownBy(() -> supervisor.call("loop", "crash", Duration.ofMillis(900)))
                    .isInstanceOf(ChildInvocationException.class);
        }

        await().until(() -> supervisor.whereis("loop").orElseThrow().status() == ChildStatus.QUARANTINED);
        assertThat(supervisor.whereis("loop").orElseThrow().restarts()).isEqualTo(4);
    }
}
