package io.github.distributedsupervisor.test;

import com.hazelcast.config.Config;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;

/** Changes the nodes of a {@link SupervisorCluster} before they start. Needs a constructor without parameters. */
public interface ClusterConfigurer {

    /**
     * Changes the configuration of a node's Hazelcast member, after the test kit has set it up: its own network, a cluster
     * name of its own, fast detection of silent members.
     *
     * @param config the configuration; leave its network and its cluster name as they are
     * @param node the number of the node
     */
    default void hazelcast(Config config, int node) {}

    /**
     * Changes the supervisor of a node without Spring. Not called for nodes that are applications of Spring Boot: use
     * {@link SupervisorClusterTest#properties} for those.
     *
     * @param supervisor its builder
     * @param node the number of the node
     */
    default void supervisor(DistributedSupervisorBuilder supervisor, int node) {}
}
