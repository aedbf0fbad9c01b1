package io.github.distributedsupervisor.benchmarks;

import com.hazelcast.config.Config;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;

/** The configuration of members that nobody else reaches. */
final class Loopback {

    private Loopback() {}

    static Config config(int port) {
        Config config = RecommendedHazelcastSettings.applyTo(new Config());
        config.setClusterName("benchmark-" + System.getProperty("user.name"));
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(port);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + port);
        return config;
    }
}
