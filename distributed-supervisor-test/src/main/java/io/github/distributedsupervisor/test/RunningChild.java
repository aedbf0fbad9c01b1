package io.github.distributedsupervisor.test;

import java.util.function.IntPredicate;

/** A child that was running when it was looked at, and what else is awaited of it. */
public final class RunningChild {

    private final SupervisorCluster cluster;
    private final String name;
    private final int node;
    private final long incarnation;

    RunningChild(SupervisorCluster cluster, String name, int node, long incarnation) {
        this.cluster = cluster;
        this.name = name;
        this.node = node;
        this.incarnation = incarnation;
    }

    /**
     * Waits until the child runs on a node.
     *
     * @param wanted the number of the node
     * @return the child there
     */
    public RunningChild on(int wanted) {
        return where(each -> each == wanted, "on node " + wanted);
    }

    /**
     * Waits until the child runs on another node.
     *
     * @param unwanted the number of the node
     * @return the child elsewhere
     */
    public RunningChild notOn(int unwanted) {
        return where(each -> each != unwanted, "not on node " + unwanted);
    }

    private RunningChild where(IntPredicate condition, String text) {
        return condition.test(node) ? this : cluster.awaitRunning(name, condition, text);
    }

    /**
     * Where the child ran.
     *
     * @return the number of the node
     */
    public int node() {
        return node;
    }

    /**
     * Which instance ran.
     *
     * @return its incarnation
     */
    public long incarnation() {
        return incarnation;
    }
}
