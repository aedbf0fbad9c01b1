package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.List;
import java.util.Set;

/**
 * All that a decision depends on.
 *
 * @param view the cluster
 * @param coordinated the records that this node decides about
 * @param hosted the records that name this node, or of which this node has a child
 * @param children the children of this node
 * @param moving names whose release this node has asked for and not seen the end of
 * @param overdue names that are released or being claimed for longer than that takes
 * @param now epoch millis
 * @param limits how fast children may move
 * @param suspects who may have taken nodes with them
 */
public record ReconcileInput(
        ClusterView view,
        List<ChildRecord> coordinated,
        List<ChildRecord> hosted,
        List<LocalChild> children,
        Set<String> moving,
        Set<String> overdue,
        long now,
        Limits limits,
        Suspects suspects) {

    /** Nobody looks for suspects. */
    public ReconcileInput(
            ClusterView view,
            List<ChildRecord> coordinated,
            List<ChildRecord> hosted,
            List<LocalChild> children,
            Set<String> moving,
            Set<String> overdue,
            long now,
            Limits limits) {
        this(view, coordinated, hosted, children, moving, overdue, now, limits, Suspects.NOT_SOUGHT);
    }

    /** How many children are given away or about to begin. */
    public int arriving() {
        return (int) coordinated.stream()
                .filter(record -> record.phase() == Phase.RELEASED || record.phase() == Phase.STARTING)
                .count();
    }

    /**
     * How fast children may move.
     *
     * @param stableAfterMillis no move for balance before the cluster is unchanged for so long
     * @param maxConcurrentMoves at most so many of this coordinator's at a time
     * @param tombstoneMillis how long a removed name is remembered
     * @param minResidencyMillis how long a child that has moved is not moved for balance
     * @param alone whether one child at most may move at a time, also from a node that leaves
     */
    public record Limits(
            long stableAfterMillis,
            int maxConcurrentMoves,
            long tombstoneMillis,
            long minResidencyMillis,
            boolean alone) {

        /** A child may be moved right after it has moved. */
        public Limits(long stableAfterMillis, int maxConcurrentMoves, long tombstoneMillis) {
            this(stableAfterMillis, maxConcurrentMoves, tombstoneMillis, 0, false);
        }
    }
}
