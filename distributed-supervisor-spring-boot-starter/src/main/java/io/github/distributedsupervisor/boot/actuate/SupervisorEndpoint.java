package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisorNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows the supervisor, its nodes and its children. */
@Endpoint(id = "supervisor", defaultAccess = Access.READ_ONLY)
public final class SupervisorEndpoint {

    private final DistributedSupervisor supervisor;

    /**
     * Shows one supervisor.
     *
     * @param supervisor the supervisor
     */
    public SupervisorEndpoint(DistributedSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    /**
     * The nodes, and how many children run where. Reads the record of every child.
     *
     * @return a summary
     */
    @ReadOperation
    public Summary summary() {
        Collection<ChildInfo> children = supervisor.children().values();
        Map<String, Integer> childrenByNode = new HashMap<>();
        int running = 0;
        for (ChildInfo child : children) {
            if (child.node() != null) {
                childrenByNode.merge(child.node().id(), 1, Integer::sum);
            }
            if (child.status() == ChildStatus.RUNNING) {
                running++;
            }
        }
        List<SupervisorNode> nodes = supervisor.nodes();
        return new Summary(
                supervisor.name(),
                nodes.stream()
                        .filter(SupervisorNode::local)
                        .findFirst()
                        .map(Node::of)
                        .orElse(null),
                nodes.stream()
                        .map(node -> HostingNode.of(node, childrenByNode.getOrDefault(node.id(), 0)))
                        .toList(),
                new Counts(children.size(), running));
    }

    /**
     * One child.
     *
     * @param child its name
     * @return null when there is none, which the web answers with status 404
     */
    @ReadOperation
    public @Nullable Detail child(@Selector String child) {
        try {
            ChildSpec.checkName(child);
        } catch (IllegalArgumentException e) {
            return null;
        }
        return supervisor.whereis(child).map(Detail::of).orElse(null);
    }

    /**
     * The supervisor.
     *
     * @param name its name
     * @param node the node that answers, or null while it is not part of the cluster
     * @param nodes all nodes
     * @param children how many there are in the cluster
     */
    public record Summary(String name, @Nullable Node node, List<HostingNode> nodes, Counts children) {}

    /**
     * A node.
     *
     * @param id its id
     * @param name its name
     */
    public record Node(String id, String name) {

        static Node of(SupervisorNode node) {
            return new Node(node.id(), node.name());
        }
    }

    /**
     * A node and what it hosts.
     *
     * @param id its id
     * @param name its name
     * @param address host and port of its Hazelcast member
     * @param local whether it is the node that answers
     * @param children how many children it hosts
     */
    public record HostingNode(String id, String name, String address, boolean local, int children) {

        static HostingNode of(SupervisorNode node, int children) {
            return new HostingNode(node.id(), node.name(), node.address(), node.local(), children);
        }
    }

    /**
     * How many children there are.
     *
     * @param total with those that start, restart, move or stop
     * @param running those that handle messages
     */
    public record Counts(int total, int running) {}

    /**
     * A child.
     *
     * @param name its name
     * @param type its type
     * @param status what it is doing
     * @param node the node it runs on, or null while it is between two nodes
     * @param incarnation grows at every start of that name
     * @param restarts how often it was restarted after a crash
     */
    public record Detail(
            String name,
            String type,
            ChildStatus status,
            @Nullable Node node,
            long incarnation,
            int restarts) {

        static Detail of(ChildInfo child) {
            SupervisorNode node = child.node();
            return new Detail(
                    child.name(),
                    child.type(),
                    child.status(),
                    node == null ? null : Node.of(node),
                    child.incarnation(),
                    child.restarts());
        }
    }
}
