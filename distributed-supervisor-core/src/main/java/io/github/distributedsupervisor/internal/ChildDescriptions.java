package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.cluster.NodeDirectory;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records as users see them. */
final class ChildDescriptions {

    private final NodeDirectory directory;

    ChildDescriptions(NodeDirectory directory) {
        this.directory = directory;
    }

    Map<String, ChildInfo> describeAll(List<ChildRecord> records) {
        Map<String, ChildInfo> children = new TreeMap<>();
        for (ChildRecord record : records) {
            if (record.live()) {
                children.put(record.name(), describe(record));
            }
        }
        return children;
    }

    ChildInfo describe(ChildRecord record) {
        String host = record.host();
        SupervisorNode node = host == null ? null : directory.nodeOf(host).orElse(null);
        return new ChildInfo(
                record.name(),
                record.spec().type(),
                host != null && node == null ? withoutNode(record, ChildStatus.FAILING_OVER) : statusOf(record),
                node,
                record.incarnation(),
                record.history().restarts(),
                record.spec().restart(),
                record.spec().pin(),
                record.history().lastFailures());
    }

    private ChildStatus statusOf(ChildRecord record) {
        return switch (record.phase()) {
            case STARTING -> ChildStatus.STARTING;
            case RUNNING -> ChildStatus.RUNNING;
            case RESTARTING -> ChildStatus.RESTARTING;
            case STOPPING, REMOVED -> ChildStatus.STOPPING;
            case RELEASED -> withoutNode(record, ChildStatus.MOVING);
            case QUARANTINED -> ChildStatus.QUARANTINED;
            case PASSIVE -> ChildStatus.PASSIVE;
        };
    }

    /** What a child does that no node runs now: it is on its way, unless no node can take it. */
    private ChildStatus withoutNode(ChildRecord record, ChildStatus onItsWay) {
        return directory.view().placementOf(record.spec()) == null ? ChildStatus.WAITING : onItsWay;
    }
}
