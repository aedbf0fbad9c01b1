package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildPage;
import io.github.distributedsupervisor.ChildReport;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.PlacementExplanation;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.SupervisorOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What {@link SupervisorEndpoint} answers. */
public final class SupervisorViews {

    private static final int CONFLICT = 409;

    private SupervisorViews() {}

    /**
     * The supervisor.
     *
     * @param name its name
     * @param node the node that answers, or null while it is not part of the cluster
     * @param nodes all nodes
     * @param children how many there are in the cluster
     * @param statuses how many do what
     * @param types how many there are of each type
     * @param items some of those that were asked for, ordered by name
     * @param after where the next page begins; null when this is the last
     * @param total how many were asked for in all
     * @param unreachable names of the nodes that did not answer; what concerns their children is missing
     */
    public record Summary(
            String name,
            @Nullable Node node,
            List<HostingNode> nodes,
            Counts children,
            Map<ChildStatus, Long> statuses,
            Map<String, Long> types,
            List<Item> items,
            @Nullable String after,
            long total,
            List<String> unreachable) {

        static Summary of(String name, SupervisorOverview overview, ChildPage page) {
            List<HostingNode> nodes = new ArrayList<>();
            overview.nodes().forEach((node, children) -> nodes.add(HostingNode.of(node, children)));
            Map<String, Long> types = new TreeMap<>();
            overview.children()
                    .byType()
                    .forEach((type, counts) -> types.put(
                            type,
                            counts.values().stream().mapToLong(Long::longValue).sum()));
            return new Summary(
                    name,
                    overview.nodes().keySet().stream()
                            .filter(SupervisorNode::local)
                            .findFirst()
                            .map(Node::of)
                            .orElse(null),
                    nodes,
                    new Counts(overview.children().total(), overview.children().of(ChildStatus.RUNNING)),
                    overview.children().byStatus(),
                    types,
                    page.items().stream().map(Item::of).toList(),
                    page.after(),
                    page.total(),
                    Stream.concat(overview.unreachable().stream(), page.unreachable().stream())
                            .distinct()
                            .toList());
        }
    }

    /**
     * A node.
     *
     * @param id its id
     * @param name its name
     */
    public record Node(String id, String name) {

        static @Nullable Node of(@Nullable SupervisorNode node) {
            return node == null ? null : new Node(node.id(), node.name());
        }
    }

    /**
     * A node and what it hosts.
     *
     * @param id its id
     * @param name its name
     * @param address host and port of its Hazelcast member
     * @param local whether it is the node that answers
     * @param draining whether it is about to leave and takes no more children
     * @param children how many children it hosts; -1 when it did not answer
     */
    public record HostingNode(String id, String name, String address, boolean local, boolean draining, long children) {

        static HostingNode of(SupervisorNode node, long children) {
            return new HostingNode(node.id(), node.name(), node.address(), node.local(), node.draining(), children);
        }
    }

    /**
     * How many children there are.
     *
     * @param total with those that start, restart, move or stop
     * @param running those that handle messages
     */
    public record Counts(long total, long running) {}

    /**
     * A child of a list.
     *
     * @param name its name
     * @param type its type
     * @param status what it is doing
     * @param node the node it runs on, or null while it runs nowhere
     * @param incarnation grows at every start of that name
     * @param restarts how often it was restarted after a crash
     */
    public record Item(
            String name,
            String type,
            ChildStatus status,
            @Nullable Node node,
            long incarnation,
            int restarts) {

        static Item of(ChildInfo child) {
            return new Item(
                    child.name(),
                    child.type(),
                    child.status(),
                    Node.of(child.node()),
                    child.incarnation(),
                    child.restarts());
        }
    }

    /**
     * A child.
     *
     * @param name its name
     * @param type its type
     * @param status what it is doing
     * @param node the node it runs on, or null while it runs nowhere
     * @param incarnation grows at every start of that name
     * @param pin the node it was given, or null
     * @param mailbox what waits for it, or null while it runs nowhere
     * @param restarts how often it was restarted after a crash
     * @param failures its last failures, oldest first
     */
    public record Detail(
            String name,
            String type,
            ChildStatus status,
            @Nullable Node node,
            long incarnation,
            @Nullable NodePin pin,
            @Nullable Mailbox mailbox,
            Restarts restarts,
            List<ChildFailure> failures) {

        static Detail of(ChildReport report) {
            ChildInfo child = report.info();
            return new Detail(
                    child.name(),
                    child.type(),
                    child.status(),
                    Node.of(child.node()),
                    child.incarnation(),
                    child.pin(),
                    Mailbox.of(report.mailbox()),
                    new Restarts(
                            child.restarts(),
                            report.restartsInWindow(),
                            report.intensity().maxRestarts(),
                            report.intensity().within().toMillis()),
                    child.failures());
        }
    }

    /**
     * What waits for a child.
     *
     * @param size how many messages
     * @param capacity how many may wait
     * @param oldestMillis since when the oldest waits
     */
    public record Mailbox(int size, int capacity, long oldestMillis) {

        static @Nullable Mailbox of(ChildReport.@Nullable MailboxReport report) {
            return report == null
                    ? null
                    : new Mailbox(
                            report.size(), report.capacity(), report.oldest().toMillis());
        }
    }

    /**
     * How often a child was restarted.
     *
     * @param total in all
     * @param inWindow how many of these count now
     * @param allowed how many may count before it is quarantined
     * @param windowMillis for how long each counts
     */
    public record Restarts(int total, int inWindow, int allowed, long windowMillis) {}

    /**
     * Why a child is where it is.
     *
     * @param name its name
     * @param node the node it runs on, or null while it runs nowhere
     * @param belongs where it belongs now, or null when no node can take it
     * @param reason why there
     * @param pin the node it was given, or null
     * @param coordinator the node that decides about it
     * @param ifLost what would become of it, for each node
     */
    public record Explanation(
            String name,
            @Nullable Node node,
            @Nullable Node belongs,
            PlacementExplanation.Reason reason,
            @Nullable NodePin pin,
            @Nullable Node coordinator,
            List<Loss> ifLost) {

        static Explanation of(PlacementExplanation explained) {
            return new Explanation(
                    explained.name(),
                    Node.of(explained.node()),
                    Node.of(explained.belongs()),
                    explained.reason(),
                    explained.pin(),
                    Node.of(explained.coordinator()),
                    explained.ifLost().stream()
                            .map(loss -> new Loss(Node.of(loss.lost()), Node.of(loss.then()), loss.moves()))
                            .toList());
        }
    }

    /**
     * What would become of a child if a node were lost.
     *
     * @param lost the node
     * @param then where the child would run, or null for nowhere
     * @param moves whether that is elsewhere
     */
    public record Loss(@Nullable Node lost, @Nullable Node then, boolean moves) {}

    /**
     * What became of an action.
     *
     * @param action the action
     * @param target the child or node
     * @param problem why it was not done, or null
     */
    public record Outcome(
            String action, String target, @Nullable String problem) {

        static WebEndpointResponse<Outcome> done(String action, String target) {
            return new WebEndpointResponse<>(new Outcome(action, target, null));
        }

        static WebEndpointResponse<Outcome> unknown(String action, String target) {
            return new WebEndpointResponse<>(
                    new Outcome(action, target, "there is none"), WebEndpointResponse.STATUS_NOT_FOUND);
        }

        static WebEndpointResponse<Outcome> conflict(String action, String target, String problem) {
            return new WebEndpointResponse<>(new Outcome(action, target, problem), CONFLICT);
        }

        static WebEndpointResponse<Outcome> late(String action, String target, String problem) {
            return new WebEndpointResponse<>(
                    new Outcome(action, target, problem), WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }
}
