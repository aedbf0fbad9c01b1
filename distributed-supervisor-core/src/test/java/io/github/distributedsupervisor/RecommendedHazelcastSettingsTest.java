package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.properties.ClusterProperty;
import org.junit.jupiter.api.Test;

class RecommendedHazelcastSettingsTest {

    private static int connectTimeoutOfMembers(Config config) {
        return RecommendedHazelcastSettings.membersOnly(config)
                .getAdvancedNetworkConfig()
                .getEndpointConfigs()
                .get(EndpointQualifier.MEMBER)
                .getSocketConnectTimeoutSeconds();
    }

    @Test
    void setsWhatTheSupervisorReliesOnUnlessTheUserHas() {
        Config config = new Config().setProperty("hazelcast.invocation.retry.pause.millis", "7");

        assertThat(RecommendedHazelcastSettings.applyTo(config).getProperties())
                .containsEntry("hazelcast.operation.fail.on.indeterminate.state", "true")
                .containsEntry("hazelcast.operation.backup.timeout.millis", "1000")
                .containsEntry("hazelcast.invocation.retry.pause.millis", "7");
    }

    @Test
    void membersGiveUpAConnectionAsSoonAsWithoutAnEndpointOfTheirOwn() {
        String usual = ClusterProperty.SOCKET_CONNECT_TIMEOUT_SECONDS.getDefaultValue();
        assertThat(connectTimeoutOfMembers(new Config())).isEqualTo(Integer.parseInt(usual));
    }

    @Test
    void thePropertyForThatCounts() {
        String property = ClusterProperty.SOCKET_CONNECT_TIMEOUT_SECONDS.getName();
        assertThat(connectTimeoutOfMembers(new Config().setProperty(property, "3")))
                .isEqualTo(3);
    }
}
