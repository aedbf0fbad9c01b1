package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.Cluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HazelcastConfigsTest {

    private static final Cluster LOOPBACK = cluster(null, 5701, List.of("127.0.0.1"), "127.0.0.1");

    private static Cluster cluster(String name, int port, List<String> members, String networkInterface) {
        return new Cluster(name, port, members, networkInterface, Duration.ofSeconds(15), new Cluster.Kubernetes(null));
    }

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

    /** A search of ten ports for each member took minutes to find the other side after a split. */
    @Test
    void looksForMembersElsewhereAtOnePort() {
        Config config = own(cluster(null, 6000, List.of("127.0.0.1", "10.0.0.2"), "10.0.*.*"));

        assertThat(config.getProperty("hazelcast.tcp.join.port.try.count")).isEqualTo("1");
    }

    @Test
    void namesTheClusterAfterApplicationAndUser() {
        assertThat(own(LOOPBACK).getClusterName()).isEqualTo("orders-" + System.getProperty("user.name"));
    }

    @Test
    void refusesTheNameThatEveryClusterHasThatWasGivenNone() {
        for (String application : List.of("dev", "orders")) {
            assertThat(HazelcastConfigs.ownConfig(LOOPBACK, application, null).getClusterName())
                    .isNotEqualTo("dev");
        }
        assertThatThrownBy(() -> own(cluster("dev", 5701, List.of("127.0.0.1"), "127.0.0.1")))
                .isInstanceOf(InvalidSupervisorSetupException.class)
                .hasMessageContaining("distributed-supervisor.cluster.name");
    }

    @Test
    void filtersJavaSerialization() {
        JavaSerializationFilterConfig filter =
                own(LOOPBACK).getSerializationConfig().getJavaSerializationFilterConfig();

        assertThat(filter.isDefaultsDisabled()).isTrue();
        assertThat(filter.getWhitelist().isListed("com.hazelcast.core.HazelcastException"))
                .isTrue();
        for (String foreign : List.of(
                "org.springframework.core.SerializableTypeWrapper",
                "javax.management.BadAttributeValueExpException",
                "java.rmi.server.UnicastRemoteObject",
                "java.util.PriorityQueue",
                "java.lang.invoke.SerializedLambda")) {
            assertThat(filter.getWhitelist().isListed(foreign)).as(foreign).isFalse();
        }
    }

    @Test
    void leavesTheConfigurationOfAnApplicationWithoutFilter() {
        Config config = new Config();
        HazelcastConfigs.complete(config, null);

        assertThat(config.getSerializationConfig().getJavaSerializationFilterConfig())
                .isNull();
    }

    @Test
    void namesTheClusterAsConfigured() {
        Cluster named = cluster("wall", 5701, List.of("127.0.0.1"), "127.0.0.1");

        assertThat(own(named).getClusterName()).isEqualTo("wall");
    }

    @Test
    void joinsTheConfiguredMembersThroughTheConfiguredInterface() {
        Config config = own(cluster(null, 6000, List.of("10.0.0.1:6000", "10.0.0.2"), "10.0.*.*"));

        assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .containsExactly("10.0.0.1:6000", "10.0.0.2");
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("10.0.*.*");
    }

    @Test
    void findsMembersByAServiceOfKubernetesAndIsReachedByThem() {
        Config config = own(new Cluster(
                null,
                5701,
                List.of("127.0.0.1"),
                null,
                Duration.ofSeconds(15),
                new Cluster.Kubernetes("rooms.default.svc.cluster.local")));

        JoinConfig join = config.getNetworkConfig().getJoin();
        assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
        assertThat(join.getKubernetesConfig().getProperty("service-dns")).isEqualTo("rooms.default.svc.cluster.local");
        assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
        assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isFalse();
    }

    @Test
    void takesMembersForDeadAfterTheHeartbeatTimeout() {
        Config config = own(new Cluster(
                null, 5701, List.of("127.0.0.1"), null, Duration.ofSeconds(40), new Cluster.Kubernetes(null)));

        assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("40");
    }

    @Test
    void looksForNodesThatAreCutOffFromSomeAndForOtherSidesOfASplitSooner() {
        assertThat(own(LOOPBACK).getProperties())
                .containsEntry("hazelcast.heartbeat.interval.seconds", "1")
                .containsEntry("hazelcast.partial.member.disconnection.resolution.heartbeat.count", "3")
                .containsEntry("hazelcast.merge.first.run.delay.seconds", "15")
                .containsEntry("hazelcast.merge.next.run.delay.seconds", "10");
    }

    @Test
    void saysWhyItMayBeAlone() {
        assertThat(HazelcastMember.whyAlone(own(LOOPBACK))).contains("this machine", "cluster.members");
        assertThat(HazelcastMember.whyAlone(own(cluster(null, 6000, List.of("10.0.0.1"), "10.0.*.*"))))
                .contains("10.0.0.1", "cluster name");
        assertThat(HazelcastMember.whyAlone(own(
                        new Cluster(null, 1, List.of(), null, Duration.ofSeconds(1), new Cluster.Kubernetes("rooms")))))
                .contains("'rooms'", "publishNotReadyAddresses");
    }

    @Test
    void refusesMembersElsewhereWhileBoundToLoopback() {
        Cluster cluster = cluster(null, 5701, List.of("10.0.0.1"), "127.0.0.1");

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
