package io.github.distributedsupervisor.internal.runtime;

import java.util.concurrent.Executor;

/**
 * Sees when the objects of children are made and disposed of, and can hold the children of a node. For the test kit, which
 * puts one into the user context of a node's Hazelcast instance under {@link #KEY}.
 */
public interface ChildWatch {

    /** Where it is found in the user context. */
    String KEY = ChildWatch.class.getName();

    /** Sees nothing, holds nothing. */
    ChildWatch NONE = new ChildWatch() {};

    /** A maker that tells of what it makes and disposes of, both on the child's thread. By default the same. */
    default InstanceMaker watch(String name, long incarnation, InstanceMaker maker) {
        return maker;
    }

    /** An executor for the children of the node. By default the same. */
    default Executor hold(Executor children) {
        return children;
    }

    /** Tells of a single thread that decides about children, fires timers or keeps the lease, so that it can be held too. */
    default void attach(Executor singleThread) {}
}
