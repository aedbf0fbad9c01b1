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
    ChildWatch NONE = new ChildWatch() {
        @Override
        public InstanceMaker watch(String name, long incarnation, InstanceMaker maker) {
            return maker;
        }

        @Override
        public Executor hold(Executor children) {
            return children;
        }

        @Override
        public void attach(Executor singleThread) {}
    };

    /** A maker that tells of what it makes and disposes of, both on the child's thread. */
    InstanceMaker watch(String name, long incarnation, InstanceMaker maker);

    /** An executor for the children of the node. */
    Executor hold(Executor children);

    /** Tells of a single thread that decides about children, fires timers or keeps the lease, so that it can be held too. */
    void attach(Executor singleThread);
}
