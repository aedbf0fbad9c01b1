package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.config.Config;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;

class HazelcastConfigsTest {

    private static final Cluster LOOPBACK = new Cluster(null, 5701, List.of("127.0.0.1"), "127.0.0.1");

    private static Config own(Cluster cluster) {
        return HazelcastConfigs.ownConfig(cluster, "orders", HazelcastConfigsTest.class.getClassLoader());
    }

    @Test
    void usesOnlyLoopbackWhenNothingIsConfigured() {
        Config config = own(LOOPBACK);

        assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isTrue();
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .containsExactly("127.0.0.1");
    }

    @Test
    void asksNobodyElseForMembers() {
        Config config = own(LOOPBACK);

        assertThat(config.getNetworkConfig().getJoin().getAutoDetectionConfig().isEnabled())
                .isFalse();
        assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled())
                .isFalse();
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    }

    @Test
    void triesTenPortsAndFindsMembersOnAllOfThem() {
        Config config = own(LOOPBACK);

        assertThat(config.getNetworkConfig().getPort()).isEqualTo(5701);
        assertThat(config.getNetworkConfig().getPortCount()).isEqualTo(10);
        assertThat(config.getProperty("hazelcast.tcp.join.port.try.count")).isEqualTo("10");
    }

    @Test
    void namesTheClusterAfterApplicationAndUser() {
        assertThat(own(LOOPBACK).getClusterName()).isEqualTo("orders-" + System.getProperty("user.name"));
    }

    @Test
    void namesTheClusterAsConfigured() {
        Cluster named = new Cluster("wall", 5701, List.of("127.0.0.1"), "127.0.0.1");

        assertThat(own(named).getClusterName()).isEqualTo("wall");
    }

    @Test
    void joinsTheConfiguredMembersThroughTheConfiguredInterface() {
        Config config = own(new Cluster(null, 6000, List.of("10.0.0.1:6000", "10.0.0.2"), "10.0.*.*"));

        assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .containsExactly("10.0.0.1:6000", "10.0.0.2");
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("10.0.*.*");
    }

    @Test
    void refusesMembersElsewhereWhileBoundToLoopback() {
        Cluster cluster = new Cluster(null, 5701, List.of("10.0.0.1"), "127.0.0.1");

        assertThatExceptionOfType(InvalidSupervisorSetupException.class)
                .isThrownBy(() -> own(cluster))
                .withMessageContaining("'10.0.0.1'")
                .satisfies(e -> assertThat(e.action()).contains("distributed-supervisor.cluster.interface"));
    }

    @Test
    void completesAConfigurationOnceAndKeepsWhatTheUserSet() {
        Config config = new Config().setProperty("hazelcast.shutdownhook.enabled", "true");
        ClassLoader mine = new ClassLoader() {};
        config.setClassLoader(mine);

        HazelcastConfigs.complete(config, HazelcastConfigsTest.class.getClassLoader());

        assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("true");
        assertThat(config.getClassLoader()).isSameAs(mine);
    }

    @Test
    void completesWhatTheUserLeftOpen() {
        Config config = new Config();

        HazelcastConfigs.complete(config, HazelcastConfigsTest.class.getClassLoader());

        assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
        assertThat(config.getClassLoader()).isSameAs(HazelcastConfigsTest.class.getClassLoader());
    }
}
