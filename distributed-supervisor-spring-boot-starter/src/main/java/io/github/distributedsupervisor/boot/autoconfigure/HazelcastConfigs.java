package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.Cluster;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Makes the Hazelcast configuration of an application that has none, and completes that of one that has. */
final class HazelcastConfigs {

    static final String SHUTDOWN_HOOK = "hazelcast.shutdownhook.enabled";

    private static final int PORTS = 10;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String NAME_WITHOUT_APPLICATION = "distributed-supervisor";

    private HazelcastConfigs() {}

    /** A member that reaches, and is reached by, this machine only, unless the properties say more. */
    static Config ownConfig(Cluster cluster, @Nullable String applicationName, @Nullable ClassLoader classLoader) {
        Config config = new Config();
        config.setClusterName(clusterName(cluster, applicationName));
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(cluster.port()).setPortAutoIncrement(true).setPortCount(PORTS);
        String serviceDns = cluster.kubernetes().serviceDns();
        if (StringUtils.hasText(serviceDns)) {
            joinByService(network.getJoin(), serviceDns);
            if (StringUtils.hasText(cluster.networkInterface())) {
                network.getInterfaces().setEnabled(true).addInterface(cluster.networkInterface());
            }
        } else {
            refuseUnreachableMembers(cluster);
            join(network.getJoin(), cluster.members());
            setIfUnset(config, "hazelcast.tcp.join.port.try.count", Integer.toString(portsToTry(cluster.members())));
            network.getInterfaces().setEnabled(true).addInterface(networkInterface(cluster));
        }
        long seconds = Math.max(1, cluster.heartbeatTimeout().toSeconds());
        setIfUnset(config, "hazelcast.max.no.heartbeat.seconds", Long.toString(seconds));
        fixBehaviour(config);
        complete(config, classLoader);
        RecommendedHazelcastSettings.restrictJavaSerialization(config);
        return config;
    }

    /** Sets what the supervisor relies on, unless the user has decided about it. Has no effect the second time. */
    static void complete(Config config, @Nullable ClassLoader classLoader) {
        // Hazelcast's own hook would end the member abruptly, at the same time as the children move away
        setIfUnset(config, SHUTDOWN_HOOK, "false");
        RecommendedHazelcastSettings.applyTo(config);
        if (config.getClassLoader() == null && classLoader != null) {
            config.setClassLoader(classLoader);
        }
    }

    private static void join(JoinConfig join, List<String> members) {
        // auto-detection falls back to multicast, also when multicast is disabled
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(List.copyOf(members));
    }

    /**
     * Of a member without port. This machine may have several; on others each port more would delay the end of a split,
     * because the search for the other side waits five seconds for each port where nobody is.
     */
    private static int portsToTry(List<String> members) {
        return members.stream().allMatch(HazelcastConfigs::isLoopback) ? PORTS : 1;
    }

    private static void joinByService(JoinConfig join, String serviceDns) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
        join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", serviceDns);
    }

    private static String networkInterface(Cluster cluster) {
        return StringUtils.hasText(cluster.networkInterface()) ? cluster.networkInterface() : LOOPBACK;
    }

    private static void fixBehaviour(Config config) {
        setIfUnset(config, "hazelcast.socket.bind.any", "false");
        setIfUnset(config, "hazelcast.phone.home.enabled", "false");
        setIfUnset(config, "hazelcast.logging.type", "slf4j");
        // only bundles the joins of members that start together; it takes no part in finding each other
        setIfUnset(config, "hazelcast.wait.seconds.before.join", "0");
        setIfUnset(config, "hazelcast.heartbeat.interval.seconds", "1");
        setIfUnset(config, "hazelcast.partial.member.disconnection.resolution.heartbeat.count", "3");
        setIfUnset(config, "hazelcast.merge.first.run.delay.seconds", "15");
        setIfUnset(config, "hazelcast.merge.next.run.delay.seconds", "10");
        config.getJetConfig().setEnabled(false);
    }

    /** A property of the configuration wins over one of the system, so only those set nowhere are set here. */
    private static void setIfUnset(Config config, String property, String value) {
        if (config.getProperty(property) == null) {
            config.setProperty(property, value);
        }
    }

    private static String clusterName(Cluster cluster, @Nullable String applicationName) {
        if (Config.DEFAULT_CLUSTER_NAME.equals(cluster.name())) {
            throw new InvalidSupervisorSetupException(
                    "distributed-supervisor.cluster.name is '" + cluster.name()
                            + "', which is the name of every Hazelcast"
                            + " cluster that was given none: this node would join those of strangers.",
                    "Choose a name of your own, or remove the property to get one.");
        }
        if (StringUtils.hasText(cluster.name())) {
            return cluster.name();
        }
        String application = StringUtils.hasText(applicationName) ? applicationName : NAME_WITHOUT_APPLICATION;
        return application + "-" + System.getProperty("user.name", "unknown");
    }

    private static void refuseUnreachableMembers(Cluster cluster) {
        String networkInterface = networkInterface(cluster);
        if (!isLoopback(networkInterface)) {
            return;
        }
        for (String member : cluster.members()) {
            if (!isLoopback(member)) {
                throw new InvalidSupervisorSetupException(
                        "distributed-supervisor.cluster.members names '" + member
                                + "', but distributed-supervisor.cluster.interface is '" + networkInterface
                                + "': this node could neither reach it nor be reached.",
                        "Set distributed-supervisor.cluster.interface to the address of this machine in the network of"
                                + " the members, such as 10.0.0.7 or 10.0.*.*, or remove the members.");
            }
        }
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.")
                || address.startsWith("localhost")
                || address.startsWith("[::1]")
                || address.equals("::1");
    }
}
