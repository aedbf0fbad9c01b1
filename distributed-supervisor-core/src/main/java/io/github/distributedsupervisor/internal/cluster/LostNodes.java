package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The nodes that are no members any more, and since when this node misses them. Any thread may ask for names. */
final class LostNodes {

    private static final int MANY = 1_000;

    private final Time time;
    private final Map<String, Long> lostAt = new HashMap<>();
    private final ConcurrentMap<String, String> names = new ConcurrentHashMap<>();
    private Set<String> members = Set.of();

    LostNodes(Time time) {
        this.time = time;
    }

    /** To be called at each pass. */
    void see(ClusterView view, List<SupervisorNode> nodes) {
        long now = time.epochMillis();
        for (String member : members) {
            if (!view.alive(member)) {
                lostAt.putIfAbsent(member, now);
            }
        }
        members = view.members();
        lostAt.keySet().removeAll(members);
        if (names.size() > MANY) { // nodes come and go for ever
            names.clear();
        }
        nodes.forEach(node -> names.put(node.id(), node.name()));
    }

    /** Since when the dead hosts of some records are missed; those that this node never knew, since now. */
    Map<String, Long> hostsOf(List<ChildRecord> records, ClusterView view) {
        Set<String> hosts = new HashSet<>();
        for (ChildRecord record : records) {
            String host = record.host();
            if (record.live() && host != null && !view.alive(host)) {
                hosts.add(host);
            }
        }
        if (lostAt.size() > MANY) {
            lostAt.keySet().retainAll(hosts);
        }
        Map<String, Long> since = new HashMap<>();
        for (String host : hosts) {
            since.put(host, lostAt.computeIfAbsent(host, unknown -> time.epochMillis()));
        }
        return since;
    }

    /** A node's name for people, as far as this node has known it. */
    String nameOf(String id) {
        return names.getOrDefault(id, id);
    }
}
