package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.UnfitHazelcastException.Reason;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the supervisor demands of a Hazelcast instance that somebody else has made. */
final class HazelcastMember {

    private static final Logger LOGGER = LoggerFactory.getLogger(HazelcastMember.class);

    private HazelcastMember() {}

    static HazelcastInstance require(HazelcastInstance hazelcast) {
        if (!(hazelcast.getLocalEndpoint() instanceof Member member)) {
            throw clientRefused();
        }
        if (member.isLiteMember()) {
            throw new InvalidSupervisorSetupException(
                    "The Hazelcast instance is a lite member. Children run on data members, where their records are.",
                    UnfitHazelcastFailureAnalyzer.actionFor(Reason.LITE_MEMBER));
        }
        String hook = hazelcast.getConfig().getProperty(HazelcastConfigs.SHUTDOWN_HOOK);
        if (!"false".equalsIgnoreCase(hook)) {
            LOGGER.warn(
                    "Hazelcast's JVM shutdown hook is on: on SIGTERM this member ends while its children still move."
                            + " Set {}=false in the configuration of the Hazelcast instance.",
                    HazelcastConfigs.SHUTDOWN_HOOK);
        }
        return hazelcast;
    }

    /** Logs it when this member has found no other, because that is often not intended. */
    static void tellIfAlone(HazelcastInstance hazelcast) {
        if (hazelcast.getCluster().getMembers().size() == 1) {
            LOGGER.info(
                    "Started alone: no other member of the cluster '{}' was found. {}",
                    hazelcast.getConfig().getClusterName(),
                    whyAlone(hazelcast.getConfig()));
        }
    }

    static String whyAlone(Config config) {
        JoinConfig join = config.getAdvancedNetworkConfig().isEnabled()
                ? config.getAdvancedNetworkConfig().getJoin()
                : config.getNetworkConfig().getJoin();
        if (join.getKubernetesConfig().isEnabled()) {
            return "The service '" + join.getKubernetesConfig().getProperty("service-dns")
                    + "' leads to no other pod that runs; it must be headless, with publishNotReadyAddresses: true.";
        }
        if (!join.getTcpIpConfig().isEnabled()) {
            return "If there should be others, compare the cluster names and the join section of the Hazelcast"
                    + " configurations.";
        }
        List<String> members = join.getTcpIpConfig().getMembers();
        if (members.stream().allMatch(HazelcastConfigs::isLoopback)) {
            return "Only processes of this machine are looked for. To find others set"
                    + " distributed-supervisor.cluster.members and distributed-supervisor.cluster.interface.";
        }
        return "None of " + members + " answered. They need the same cluster name, and their ports must be reachable.";
    }

    static InvalidSupervisorSetupException clientRefused() {
        return new InvalidSupervisorSetupException(
                "The Hazelcast instance is a client. Children run on the members of the cluster, not on its clients.",
                UnfitHazelcastFailureAnalyzer.actionFor(Reason.CLIENT));
    }
}
