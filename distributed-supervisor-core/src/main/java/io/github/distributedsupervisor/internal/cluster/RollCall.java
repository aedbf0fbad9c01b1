package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.Audit;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import java.util.HashMap;
import java.util.Map;

/** In what the children of this node are others than a coordinator expects. Any thread; asks nobody. */
final class RollCall {

    private static final int MOST = 1_000;

    private final ChildHost host;
    private final NodeDirectory directory;

    RollCall(ChildHost host, NodeDirectory directory) {
        this.host = host;
        this.directory = directory;
    }

    /**
     * The differences, at most a thousand.
     *
     * @param expected the instances by name that the coordinator's records place on this node
     * @return {@link Audit#UNKNOWN} for those that are not here; other instances, and those that it does not expect although
     *     it decides about them, with their incarnations
     */
    Map<String, Long> differences(String coordinator, Map<String, Long> expected) {
        Map<String, Long> differences = new HashMap<>();
        expected.forEach((name, incarnation) -> {
            HostedChild child = host.find(name);
            if (child == null) {
                note(differences, name, Audit.UNKNOWN);
            } else if (child.settled() && child.record.incarnation() != incarnation) {
                note(differences, name, child.record.incarnation());
            }
        });
        ClusterView view = directory.view();
        PartitionTable partitions = directory.partitions();
        Map<Integer, Boolean> itsOwn = new HashMap<>();
        host.eachChild(child -> {
            boolean unexpected = !expected.containsKey(child.name)
                    && itsOwn.computeIfAbsent(
                            partitions.partitionOf(child.name),
                            partition -> coordinator.equals(
                                    view.coordinatorOf(Integer.toString(partition), partitions.ownerOf(child.name))));
            if (unexpected) {
                note(differences, child.name, child.record.incarnation());
            }
        });
        return differences;
    }

    private static void note(Map<String, Long> differences, String name, long incarnation) {
        if (differences.size() < MOST) {
            differences.put(name, incarnation);
        }
    }
}
