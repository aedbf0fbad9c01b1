package io.github.distributedsupervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a child is where it is, and where it would be otherwise. What is said here is decided by the function that places
 * children.
 *
 * @param name the child
 * @param node where it runs; null when it runs nowhere now
 * @param belongs where it belongs now; null when no node can take it. When it is another than {@code node}, the child is
 *     about to move, or its status keeps it: asleep or in quarantine
 * @param reason why it belongs there
 * @param pin the node it was given, or null
 * @param coordinator the node that decides about it; null when none can
 * @param ifLost what would become of it, for each node that takes children
 */
public record PlacementExplanation(
        String name,
        @Nullable SupervisorNode node,
        @Nullable SupervisorNode belongs,
        Reason reason,
        @Nullable NodePin pin,
        @Nullable SupervisorNode coordinator,
        List<Loss> ifLost) {

    /** Copies the list. */
    public PlacementExplanation {
        ifLost = List.copyOf(ifLost);
    }

    /** Why a child belongs to a node. */
    public enum Reason {
        /** It was given that node. */
        PINNED,
        /** That node owns the partition of its name. */
        PARTITION_OWNER,
        /** The {@link PlacementStrategy} says so. */
        STRATEGY,
        /** The owner of its partition takes no children now; that node has the highest weight of those that do. */
        DEPUTY,
        /** The owner of its partition cannot run its type; that node has the highest weight of those that can. */
        TYPE_ELSEWHERE,
        /** Nodes take children, but none of them can run its type. */
        TYPE_NOWHERE,
        /** No node can take it. */
        NOWHERE
    }

    /**
     * What would become of a child if a node were lost. Later, Hazelcast may spread its partitions anew, which moves some
     * children once more.
     *
     * @param lost the node
     * @param then where the child would run; null when no node could take it
     * @param moves whether that is another node than now
     */
    public record Loss(SupervisorNode lost, @Nullable SupervisorNode then, boolean moves) {}
}
