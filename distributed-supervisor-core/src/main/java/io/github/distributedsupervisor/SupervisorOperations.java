package io.github.distributedsupervisor;

import java.util.Optional;

/**
 * What those who look after a cluster see and do. Fit for any number of children: no node ever lists all of its own, and
 * what a question costs depends on what is asked for.
 *
 * <p>Numbers and lists are gathered from the nodes, each of which has two seconds to answer. They are true for children
 * that run; what concerns the others may be a {@linkplain DistributedSupervisorBuilder#sweepInterval sweep} old.
 *
 * <p>Safe for use by several threads. All methods but {@link #local} block; do not call those from a Hazelcast listener or
 * entry processor.
 */
public interface SupervisorOperations {

    /**
     * What this node knows about itself. Asks nobody and is cheap.
     *
     * @return a report
     */
    NodeReport local();

    /**
     * The nodes and how many children there are.
     *
     * @return an overview
     */
    SupervisorOverview overview();

    /**
     * A page of children, ordered by name.
     *
     * @param query which
     * @return the page
     * @throws IllegalArgumentException when {@link ChildQuery#after} was not given by a page
     * @throws NodeUnavailableException when there is no {@link ChildQuery#node} of that id, name or address
     */
    ChildPage children(ChildQuery query);

    /**
     * A child in detail.
     *
     * @param name the name
     * @return empty when there is none
     */
    Optional<ChildReport> child(String name);

    /**
     * Why a child is where it is, and where it would be otherwise.
     *
     * @param name the name
     * @return empty when there is none
     */
    Optional<PlacementExplanation> explain(String name);

    /**
     * Stops a child with its state and starts it anew on its node, as a move does. That counts for no failure, and ends a
     * back-off. A message that takes longer than the child's {@link Shutdown} allows is interrupted.
     *
     * @param name the name
     * @return whether the child was stopped and is about to start; false when there is none that runs
     * @throws ChildUnavailableException when it was not done in time; it may still happen
     */
    boolean restart(String name);

    /**
     * Moves a child to a node, with its state, and lets it keep that node as a {@linkplain ChildSpec#preferredNode preferred}
     * one, or the required one if it had such: otherwise the placement would move it back at once. A child that runs nowhere
     * begins there when it begins.
     *
     * @param name the name
     * @param node one of {@link DistributedSupervisor#nodes}
     * @return whether the child has left its node for the other, or was there already; false when there is no such child
     * @throws NodeUnavailableException when that node is gone or takes no children
     * @throws ChildUnavailableException when it was not done in time; then it happens when the child can leave
     */
    boolean move(String name, SupervisorNode node);

    /**
     * Takes the node from a child that was given one; it goes where the placement wants it.
     *
     * @param name the name
     * @return false when there is no such child
     * @throws ChildUnavailableException when it was not done in time; it may still happen
     */
    boolean unpin(String name);

    /**
     * Lets a node give away its children and partitions, as if its application stopped; it takes no children any more until
     * that is started again. Returns when this has begun; {@link #overview} shows how it goes.
     *
     * @param node one of {@link DistributedSupervisor#nodes}
     * @throws NodeUnavailableException when that node is gone, or no other could take its children
     */
    void drain(SupervisorNode node);

    /**
     * Says that the nodes which are missing do not come back, so that a {@link Quorum#majority} is counted against those
     * that are there. For when more than half were lost for good. <strong>If the others still run on the other side of a
     * split network, children then run twice.</strong> All nodes that this one reaches learn of it. Logged.
     *
     * @return how many nodes were given up
     */
    int acceptLostNodes();
}
