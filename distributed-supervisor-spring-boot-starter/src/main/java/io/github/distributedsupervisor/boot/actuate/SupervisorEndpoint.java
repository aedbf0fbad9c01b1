package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.ChildPage;
import io.github.distributedsupervisor.ChildQuery;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.NodeUnavailableException;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.actuate.SupervisorViews.Detail;
import io.github.distributedsupervisor.boot.actuate.SupervisorViews.Explanation;
import io.github.distributedsupervisor.boot.actuate.SupervisorViews.Outcome;
import io.github.distributedsupervisor.boot.actuate.SupervisorViews.Summary;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows the supervisor, its nodes and its children. It changes something only where {@code
 * management.endpoint.supervisor.access} is {@code unrestricted}.
 *
 * <p>Every operation takes the name of a {@code supervisor}, for applications with several.
 */
@Endpoint(id = "supervisor", defaultAccess = Access.READ_ONLY)
public final class SupervisorEndpoint {

    private final Supervisors supervisors;

    SupervisorEndpoint(Supervisors supervisors) {
        this.supervisors = supervisors;
    }

    /**
     * The nodes, how many children there are, and some of them.
     *
     * @param supervisor its name; the first one if left out
     * @param prefix what the names begin with
     * @param contains what the names contain
     * @param status what the children do
     * @param type their type
     * @param node id, name or address of the node they run on
     * @param limit how many at most; 50 if left out
     * @param after the {@code after} of the page before
     * @return null when there is no such supervisor
     */
    @ReadOperation
    public @Nullable Summary summary(
            @Nullable String supervisor,
            @Nullable String prefix,
            @Nullable String contains,
            @Nullable ChildStatus status,
            @Nullable String type,
            @Nullable String node,
            @Nullable Integer limit,
            @Nullable String after) {
        DistributedSupervisor found = supervisors.find(supervisor);
        if (found == null) {
            return null;
        }
        try {
            ChildPage page = found.operations()
                    .children(new ChildQuery(
                            prefix == null ? "" : prefix,
                            contains == null ? "" : contains,
                            status,
                            type,
                            node,
                            limit == null ? ChildQuery.ALL.limit() : limit,
                            after));
            return Summary.of(found.name(), found.operations().overview(), page);
        } catch (IllegalArgumentException | NodeUnavailableException e) {
            throw invalid(e);
        }
    }

    /**
     * One child.
     *
     * @param child its name
     * @param supervisor the supervisor's name; the first one if left out
     * @return null when there is none, which the web answers with status 404
     */
    @ReadOperation
    public @Nullable Detail child(@Selector String child, @Nullable String supervisor) {
        DistributedSupervisor found = supervisors.find(supervisor);
        return found == null || !isName(child)
                ? null
                : found.operations().child(child).map(Detail::of).orElse(null);
    }

    /**
     * Why a child is where it is, and where it would be if a node were lost.
     *
     * @param topic {@code explain}
     * @param child the child's name
     * @param supervisor the supervisor's name; the first one if left out
     * @return null when there is none, which the web answers with status 404
     */
    @ReadOperation
    public @Nullable Explanation explain(@Selector String topic, @Selector String child, @Nullable String supervisor) {
        DistributedSupervisor found = supervisors.find(supervisor);
        return found == null || !topic.equals("explain") || !isName(child)
                ? null
                : found.operations().explain(child).map(Explanation::of).orElse(null);
    }

    /**
     * Does something with a child.
     *
     * @param child its name
     * @param action {@code restart}; {@code move}, to {@code node}; {@code unpin}; {@code release}, from quarantine
     * @param node id, name or address of a node, for {@code move}
     * @param supervisor the supervisor's name; the first one if left out
     * @return what became of it: status 404 when there is no such child, 409 when it is in no state for that
     */
    @WriteOperation
    public WebEndpointResponse<Outcome> act(
            @Selector String child, String action, @Nullable String node, @Nullable String supervisor) {
        DistributedSupervisor found = supervisors.find(supervisor);
        if (found == null || !isName(child)) {
            return Outcome.unknown(action, child);
        }
        return switch (action) {
            case "restart" ->
                outcome(found, action, child, () -> found.operations().restart(child));
            case "unpin" ->
                outcome(found, action, child, () -> found.operations().unpin(child));
            case "release" -> outcome(found, action, child, () -> found.releaseFromQuarantine(child));
            case "move" -> {
                SupervisorNode target = nodeOf(found, node == null ? "" : node)
                        .orElseThrow(() -> invalid(new IllegalArgumentException("'node' is to name a node")));
                yield outcome(found, action, child, () -> found.operations().move(child, target));
            }
            default -> throw invalid(new IllegalArgumentException("'action' is to be restart, move, unpin or release"));
        };
    }

    /**
     * Ends a child for good.
     *
     * @param child its name
     * @param supervisor the supervisor's name; the first one if left out
     * @return what became of it: status 404 when there is no such child
     */
    @DeleteOperation
    public WebEndpointResponse<Outcome> terminate(@Selector String child, @Nullable String supervisor) {
        DistributedSupervisor found = supervisors.find(supervisor);
        return found == null || !isName(child)
                ? Outcome.unknown("terminate", child)
                : outcome(found, "terminate", child, () -> found.terminateChild(child));
    }

    /**
     * Lets a node give away all its children, or lets the node that is asked give up those that were lost.
     *
     * @param topic {@code nodes}
     * @param node id, name or address of the node
     * @param action {@code drain}; or {@code accept-losses}, which counts a majority against the nodes that are there now and is
     *     for when more than half were lost for good
     * @param supervisor the supervisor's name; the first one if left out
     * @return what became of it: status 404 when there is no such node, 409 when no other could take its children, or the one
     *     that is to accept losses is not the one that is asked
     */
    @WriteOperation
    public WebEndpointResponse<Outcome> actOnNode(
            @Selector String topic, @Selector String node, String action, @Nullable String supervisor) {
        DistributedSupervisor found = supervisors.find(supervisor);
        Optional<SupervisorNode> target =
                found == null || !topic.equals("nodes") ? Optional.empty() : nodeOf(found, node);
        if (found == null || target.isEmpty()) {
            return Outcome.unknown(action, node);
        }
        return switch (action) {
            case "drain" ->
                outcome(found, action, node, () -> {
                    found.operations().drain(target.get());
                    return true;
                });
            case "accept-losses" -> acceptLosses(found, target.get(), node);
            default -> throw invalid(new IllegalArgumentException("'action' is to be drain or accept-losses"));
        };
    }

    private static WebEndpointResponse<Outcome> acceptLosses(
            DistributedSupervisor supervisor, SupervisorNode node, String text) {
        if (!node.local()) {
            return Outcome.conflict("accept-losses", text, "ask that node itself");
        }
        supervisor.operations().acceptLostNodes();
        return Outcome.done("accept-losses", text);
    }

    private static WebEndpointResponse<Outcome> outcome(
            DistributedSupervisor supervisor, String action, String target, BooleanSupplier attempt) {
        try {
            if (attempt.getAsBoolean()) {
                return Outcome.done(action, target);
            }
            return supervisor.whereis(target).isPresent()
                    ? Outcome.conflict(action, target, "it is in no state for that")
                    : Outcome.unknown(action, target);
        } catch (NodeUnavailableException e) {
            return Outcome.conflict(action, target, String.valueOf(e.getMessage()));
        } catch (ChildUnavailableException e) {
            return Outcome.late(action, target, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<SupervisorNode> nodeOf(DistributedSupervisor supervisor, String text) {
        return supervisor.nodes().stream().filter(node -> node.isCalled(text)).findFirst();
    }

    private static boolean isName(String text) {
        try {
            ChildSpec.checkName(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static InvalidEndpointRequestException invalid(RuntimeException cause) {
        String reason = String.valueOf(cause.getMessage());
        return new InvalidEndpointRequestException(reason, reason, cause);
    }
}
