package io.github.distributedsupervisor.multijvm.faults;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import java.time.Duration;

/**
 * The times under which the fault suite measures: heartbeat 1 s, dead after 10 s without, sweep 2 s, stable after 2 s, merge
 * looked for after 15 s and every 10 s, three backups.
 */
final class FastProfile {

    private static final int BACKUPS = 3;
    private static final int MOVES = 32;
    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final Duration STABLE_AFTER = Duration.ofSeconds(2);

    private FastProfile() {}

    static Config hazelcast(NodeOptions options) {
        Config config = new Config();
        config.setClusterName(options.cluster());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        config.setProperty("hazelcast.partial.member.disconnection.resolution.heartbeat.count", "3");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "15");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
        RecommendedHazelcastSettings.applyTo(config);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(options.address());
        config.getNetworkConfig().setPort(options.port()).setPortCount(options.ports());
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        join.getTcpIpConfig().setConnectionTimeoutSeconds(2);
        options.members().forEach(join.getTcpIpConfig()::addMember);
        return RecommendedHazelcastSettings.membersOnly(config);
    }

    static void applyTo(DistributedSupervisorBuilder builder, NodeOptions options) {
        // all moves come soon after what causes them, not in the middle of what comes next
        builder.backupCount(BACKUPS)
                .sweepInterval(SWEEP)
                .rebalance(STABLE_AFTER, MOVES)
                .minResidency(Duration.ZERO);
        builder.quorum(Quorum.parse(options.quorum())).lease(options.lease());
    }
}
