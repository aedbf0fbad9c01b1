package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Member;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.messaging.Announcement;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node is called and what it insists on.
 *
 * @param name its name for people, or null for its address
 * @param settings what must be the same on all nodes, in order
 */
public record NodeIdentity(@Nullable String name, Map<String, String> settings) {

    String nameOf(Member member) {
        return name != null ? name : addressOf(member);
    }

    String settingsText() {
        return settings.toString();
    }

    static String addressOf(Member member) {
        return member.getAddress().getHost() + ":" + member.getAddress().getPort();
    }

    static SupervisorNode describe(Member member, Announcement announcement) {
        boolean draining = announcement.state() == NodeState.DRAINING || announcement.state() == NodeState.EVICTING;
        return new SupervisorNode(
                announcement.node(), announcement.name(), addressOf(member), member.localMember(), draining);
    }
}
