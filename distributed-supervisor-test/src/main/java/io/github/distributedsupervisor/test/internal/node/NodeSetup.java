package io.github.distributedsupervisor.test.internal.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import io.github.distributedsupervisor.internal.runtime.ChildWatch;
import io.github.distributedsupervisor.test.ClusterConfigurer;
import io.github.distributedsupervisor.test.internal.network.LoopbackNetwork;
import io.github.distributedsupervisor.test.internal.witness.NodeWatch;
import java.util.List;
import java.util.Map;

/**
 * What makes a member one of a cluster of tests.
 *
 * @param index the number of the node
 * @param clusterName that of no other cluster
 * @param place its ports
 * @param addresses those of all nodes
 * @param watch sees and holds its children
 * @param configurer what the test wants
 */
public record NodeSetup(
        int index,
        String clusterName,
        LoopbackNetwork.Place place,
        List<String> addresses,
        NodeWatch watch,
        ClusterConfigurer configurer) {

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.partition.count", "11"),
            // a member that says nothing is removed after so many seconds, one whose connections break at once
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
            Map.entry("hazelcast.connection.monitor.max.faults", "0"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "2"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "2"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.logging.type", "slf4j"));

    /** What the node is called. */
    public String name() {
        return "node-" + index;
    }

    /** Whether a member was made of a configuration that this setup has had. */
    public boolean watches(Map<String, Object> userContext) {
        return userContext.get(ChildWatch.KEY) == watch;
    }

    /** Puts the member on the network of the test; what the configuration says otherwise stays. */
    public Config applyTo(Config config) {
        config.setClusterName(clusterName);
        config.setInstanceName(clusterName + "-" + name()); // else nodes of one name would be one instance
        PROPERTIES.forEach(config::setProperty);
        RecommendedHazelcastSettings.applyTo(config);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getAdvancedNetworkConfig().setEnabled(false);
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(place.memberPort()).setPortAutoIncrement(false);
        network.setPublicAddress(place.publicAddress());
        network.setOutboundPorts(List.of()).setOutboundPortDefinitions(List.of(place.outboundPorts()));
        network.getInterfaces().setEnabled(true).setInterfaces(List.of("127.0.0.1"));
        JoinConfig join = new JoinConfig();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(addresses);
        network.setJoin(join);
        config.getUserContext().put(ChildWatch.KEY, watch);
        configurer.hazelcast(config, index);
        return RecommendedHazelcastSettings.membersOnly(config);
    }
}
