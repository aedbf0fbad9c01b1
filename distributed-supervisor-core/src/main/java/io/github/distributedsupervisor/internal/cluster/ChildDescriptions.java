package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

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
        return new ChildInfo(
                record.name(),
                record.spec().type(),
                statusOf(record, host != null && node == null, directory::view),
                node,
                record.incarnation(),
                record.history().restarts(),
                record.spec().restart(),
                record.spec().pin(),
                record.history().lastFailures());
    }

    /** What the record says, whatever became of its host. */
    static ChildStatus statusOf(ChildRecord record) {
        return switch (record.phase()) {
            case STARTING -> ChildStatus.STARTING;
            case RUNNING -> ChildStatus.RUNNING;
            case RESTARTING -> ChildStatus.RESTARTING;
            case STOPPING, REMOVED -> ChildStatus.STOPPING;
            case RELEASED -> ChildStatus.MOVING;
            case QUARANTINED -> ChildStatus.QUARANTINED;
            case PASSIVE -> ChildStatus.PASSIVE;
        };
    }

    /**
     * @param orphaned whether it names a host that is gone
     * @param view asked only for a child that runs nowhere, because it is made anew each time
     */
    static ChildStatus statusOf(ChildRecord record, boolean orphaned, Supplier<ClusterView> view) {
        boolean onItsWay = orphaned || record.phase() == Phase.RELEASED;
        if (onItsWay && view.get().placementOf(record.spec()) == null) {
            return ChildStatus.WAITING;
        }
        return orphaned ? ChildStatus.FAILING_OVER : statusOf(record);
    }
}
