package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Member;
import io.github.distributedsupervisor.DifferentSettingsException.Difference;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.messaging.Announcement;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node is called and what it insists on.
 *
 * @param name its name for people, or null for its address
 * @param settings what must be the same on all nodes, in order
 */
public record NodeIdentity(@Nullable String name, Map<String, String> settings) {

    private static final String NONE = "none";

    String nameOf(Member member) {
        return name != null ? name : addressOf(member);
    }

    /** For announcements: a line for each setting. */
    String settingsText() {
        StringBuilder text = new StringBuilder();
        settings.forEach((setting, value) ->
                text.append(setting).append('=').append(value).append('\n'));
        return text.toString();
    }

    /** In what another node differs that says this of its settings. */
    List<Difference> differencesFrom(String settingsText) {
        Map<String, String> there = new TreeMap<>();
        settingsText.lines().forEach(line -> {
            int end = line.indexOf('=');
            there.put(end < 0 ? line : line.substring(0, end), line.substring(end + 1));
        });
        Set<String> all = new TreeSet<>(settings.keySet());
        all.addAll(there.keySet());
        return all.stream()
                .map(setting -> new Difference(
                        setting, settings.getOrDefault(setting, NONE), there.getOrDefault(setting, NONE)))
                .filter(difference -> !difference.here().equals(difference.there()))
                .toList();
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
