package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.NodeMonitoring;
import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.RestartIntensity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

class SupervisorPropertiesTest {

    private static SupervisorProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("distributed-supervisor", SupervisorProperties.class);
    }

    @Test
    void defaultsEqualTheConstantsOfCore() {
        SupervisorProperties properties = bind(Map.of());

        assertThat(properties.name()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_NAME);
        assertThat(properties.callTimeout()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_CALL_TIMEOUT);
        assertThat(properties.startTimeout()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_START_TIMEOUT);
        assertThat(properties.handoffTimeout()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_HANDOFF_TIMEOUT);
        assertThat(properties.drainTimeout()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_DRAIN_TIMEOUT);
        assertThat(properties.sweepInterval()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_SWEEP_INTERVAL);
        assertThat(Quorum.parse(properties.minNodes())).isEqualTo(Quorum.off());
        assertThat(properties.lease()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_LEASE);
        assertThat(properties.rebalance().stableAfter()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_STABLE_AFTER);
        assertThat(properties.rebalance().maxConcurrentMoves())
                .isEqualTo(DistributedSupervisorBuilder.DEFAULT_MAX_CONCURRENT_MOVES);
        assertThat(properties.rebalance().minResidency()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_MIN_RESIDENCY);
        assertThat(properties.mailbox().capacity()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_MAILBOX_CAPACITY);
        assertThat(properties.mailbox().maxInFlight()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_MAX_IN_FLIGHT);
        assertThat(properties.maxMessageSize().toBytes())
                .isEqualTo(DistributedSupervisorBuilder.DEFAULT_MAX_MESSAGE_SIZE);
        assertThat(properties.maxStateSize().toBytes()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_MAX_STATE_SIZE);
        assertThat(properties.childThreads()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_CHILD_THREADS);
        assertThat(properties.nodeMonitoring()).isEqualTo(NodeMonitoring.EVERY_NODE);
        assertThat(properties.backupCount()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_BACKUP_COUNT);
        assertThat(properties.restart().intensity()).isEqualTo(RestartIntensity.DEFAULT);
        assertThat(properties.restart().backoff().toBackOff()).isEqualTo(RestartBackOff.DEFAULT);
    }

    @Test
    void theClusterIsOnLoopbackByDefault() {
        SupervisorProperties.Cluster cluster = bind(Map.of()).cluster();

        assertThat(cluster.name()).isNull();
        assertThat(cluster.port()).isEqualTo(5701);
        assertThat(cluster.members()).containsExactly("127.0.0.1");
        assertThat(cluster.networkInterface()).isNull();
        assertThat(cluster.heartbeatTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(cluster.kubernetes().serviceDns()).isNull();
    }

    @Test
    void isEnabledAndAllowsThePackagesOfTheApplicationByDefault() {
        assertThat(bind(Map.of()).enabled()).isTrue();
        assertThat(bind(Map.of()).messagePackages()).isEmpty();
        assertThat(bind(Map.of()).nodeName()).isNull();
    }

    @Test
    void everyComponentHasAnEqualDefaultForDeclaredChildren() {
        SupervisorProperties.DeclaredChild child = bind(Map.of(
                        "distributed-supervisor.children[0].name", "a", "distributed-supervisor.children[0].type", "b"))
                .children()
                .get(0);
        ChildSpec defaults = ChildSpec.of("b").name("a");

        assertThat(child.restart()).isEqualTo(defaults.restart());
        assertThat(child.shutdownTimeout()).isEqualTo(defaults.shutdown().timeout());
        assertThat(child.args()).isEmpty();
    }

    @Test
    void bindsRestarts() {
        SupervisorProperties.Restarts restart = bind(Map.of(
                        "distributed-supervisor.restart.max-restarts", "3",
                        "distributed-supervisor.restart.within", "5s",
                        "distributed-supervisor.restart.backoff.initial", "200ms",
                        "distributed-supervisor.restart.backoff.multiplier", "1.5",
                        "distributed-supervisor.restart.backoff.max", "10s",
                        "distributed-supervisor.restart.backoff.jitter", "0.2",
                        "distributed-supervisor.restart.backoff.reset-after", "30s"))
                .restart();

        assertThat(restart.intensity()).isEqualTo(new RestartIntensity(3, Duration.ofSeconds(5)));
        assertThat(restart.backoff().toBackOff())
                .isEqualTo(new RestartBackOff(
                        Duration.ofMillis(200), 1.5, Duration.ofSeconds(10), 0.2, Duration.ofSeconds(30)));
    }

    @Test
    void refusesPortsAndTimeoutsThatAreNone() {
        for (String port : List.of("0", "65536", "-1")) {
            assertThatThrownBy(() -> bind(Map.of("distributed-supervisor.cluster.port", port)))
                    .rootCause()
                    .hasMessageContaining("65535");
        }
        assertThatThrownBy(() -> bind(Map.of("distributed-supervisor.min-nodes", "most")))
                .rootCause()
                .hasMessageContaining("majority");
        assertThatThrownBy(() -> bind(Map.of("distributed-supervisor.cluster.heartbeat-timeout", "0s")))
                .rootCause()
                .hasMessageContaining("heartbeat-timeout");
    }

    @Test
    void bindsNestedValuesAndTheInterface() {
        SupervisorProperties properties = bind(Map.of(
                "distributed-supervisor.rebalance.stable-after", "3s",
                "distributed-supervisor.mailbox.max-in-flight", "7",
                "distributed-supervisor.message-packages", "a.b,c.d",
                "distributed-supervisor.cluster.interface", "10.0.*.*"));

        assertThat(properties.rebalance().stableAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.mailbox().maxInFlight()).isEqualTo(7);
        assertThat(properties.messagePackages()).containsExactly("a.b", "c.d");
        assertThat(properties.cluster().networkInterface()).isEqualTo("10.0.*.*");
    }

    @Test
    void createsSchemasInTheModesOfSpringBoot() {
        assertThat(SupervisorProperties.InitializeSchema.values())
                .extracting(Enum::name)
                .containsExactlyInAnyOrderElementsOf(Stream.of(DatabaseInitializationMode.values())
                        .map(Enum::name)
                        .toList());
        assertThat(bind(Map.of()).store().type()).isEqualTo(SupervisorProperties.StoreType.NONE);
    }
}
