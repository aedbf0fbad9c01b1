package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records as users see them. */
public final class ChildDescriptions {

    private final NodeDirectory directory;

    public ChildDescriptions(NodeDirectory directory) {
        this.directory = directory;
    }

    /** The live ones of some records, by name. */
    public Map<String, ChildInfo> describeAll(List<ChildRecord> records) {
        Map<String, ChildInfo> children = new TreeMap<>();
        for (ChildRecord record : records) {
            if (record.live()) {
                children.put(record.name(), describe(record));
            }
        }
        return children;
    }

    public ChildInfo describe(ChildRecord record) {
        String host = record.host();
        SupervisorNode node = host == null ? null : directory.nodeOf(host).orElse(null);
        boolean orphaned = host != null && node == null;
        return new ChildInfo(
                record.name(),
                record.spec().type(),
                orphaned ? ChildStatus.FAILING_OVER : statusOf(record),
                node,
                record.incarnation(),
                record.restarts(),
                record.spec().restart());
    }

    /** What the record says, whatever became of its host. */
    static ChildStatus statusOf(ChildRecord record) {
        return switch (record.phase()) {
            case STARTING -> ChildStatus.STARTING;
            case RUNNING -> ChildStatus.RUNNING;
            case RESTARTING -> ChildStatus.RESTARTING;
            case STOPPING, REMOVED -> ChildStatus.STOPPING;
            case RELEASED -> ChildStatus.MOVING;
        };
    }
}
