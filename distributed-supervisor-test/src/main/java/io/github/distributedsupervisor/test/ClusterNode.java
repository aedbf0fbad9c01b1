package io.github.distributedsupervisor.test;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.test.internal.node.RunningNode;
import io.github.distributedsupervisor.test.internal.witness.NodeWatch;
import org.springframework.context.ApplicationContext;

/** A node of a {@link SupervisorCluster} that runs, perhaps paused. Safe for use by several threads. */
public final class ClusterNode {

    private final int index;
    private final RunningNode node;
    private final NodeWatch watch;

    ClusterNode(int index, RunningNode node, NodeWatch watch) {
        this.index = index;
        this.node = node;
        this.watch = watch;
    }

    /**
     * The number of the node.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * The name of the node, by which children are pinned to it.
     *
     * @return {@code node-} and its number
     */
    public String name() {
        return "node-" + index;
    }

    /**
     * The supervisor of the node.
     *
     * @return the supervisor
     */
    public DistributedSupervisor supervisor() {
        return node.supervisor();
    }

    /**
     * The Hazelcast member of the node.
     *
     * @return the member
     */
    public HazelcastInstance hazelcast() {
        return node.hazelcast();
    }

    /**
     * The application context of the node.
     *
     * @return the context
     * @throws IllegalStateException when the node is without Spring
     */
    public ApplicationContext applicationContext() {
        return (ApplicationContext) node.applicationContext()
                .orElseThrow(() -> new IllegalStateException(name() + " is a node without Spring"));
    }

    NodeWatch watch() {
        return watch;
    }

    RunningNode running() {
        return node;
    }

    String memberId() {
        return node.hazelcast().getCluster().getLocalMember().getUuid().toString();
    }
}
