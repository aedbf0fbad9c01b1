package io.github.distributedsupervisor;

import io.github.distributedsupervisor.internal.placement.LeastLoadedPlacement;
import io.github.distributedsupervisor.internal.placement.PartitionOwnerPlacement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says on which node a child belongs. Asked when a child starts, when its node died, and again and again while it runs:
 * an answer other than the current node moves it. So answer the current node unless another is clearly better, or
 * children move to and fro.
 *
 * <p>A pure function of its request: it keeps nothing, blocks nowhere, knows no clock. All nodes use the same. When it
 * fails or names no candidate, the owner of the partition is taken. A child's {@link NodePin} goes first.
 */
@FunctionalInterface
public interface PlacementStrategy {

    /**
     * Chooses a node.
     *
     * @param request what there is to choose
     * @return the id of one of the candidates
     */
    String choose(Request request);

    /**
     * The node that owns the partition of the name, which saves a network hop of each message: the default.
     *
     * @return the strategy
     */
    static PlacementStrategy partitionOwner() {
        return PartitionOwnerPlacement.INSTANCE;
    }

    /**
     * The node with the fewest children. A running child moves only away from a node that has clearly more than its share.
     * Numbers of children are a few seconds old, so the balance is approximate.
     *
     * @return the strategy
     */
    static PlacementStrategy leastLoaded() {
        return LeastLoadedPlacement.INSTANCE;
    }

    /**
     * What there is to choose.
     *
     * @param name the child's name
     * @param type its type
     * @param owner the candidate that owns the partition of the name; null when that takes no children now
     * @param current the candidate it runs on; null when it runs on none of them
     * @param candidates the nodes that take children of that type, ordered by id, at least one
     */
    record Request(
            String name,
            String type,
            @Nullable String owner,
            @Nullable String current,
            List<Candidate> candidates) {}

    /**
     * A node that takes children.
     *
     * @param id its id
     * @param name its name
     * @param children how many children it has, about
     */
    record Candidate(String id, String name, int children) {}
}
