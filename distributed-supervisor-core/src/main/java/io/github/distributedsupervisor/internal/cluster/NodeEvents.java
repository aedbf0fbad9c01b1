package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.NodeMonitoring;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.registry.NodeEventClaims;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells listeners of nodes that come, leave and are gone, on the nodes where that is wanted. */
public final class NodeEvents {

    private final EventDispatcher events;
    private final NodeMonitoring monitoring;
    private final @Nullable NodeEventClaims claims;
    private final Map<String, Life> present = new HashMap<>();
    private final Map<String, Long> terminating = new HashMap<>();

    /** One life of the supervisor on a node; the version is that of the announcement that it was ready. */
    private static final class Life {
        final SupervisorNode node;
        final long version;
        boolean told;

        Life(SupervisorNode node, long version) {
            this.node = node;
            this.version = version;
        }

        String key() {
            return node.id() + "/" + version;
        }
    }

    /** @param claims needed for {@link NodeMonitoring#ONE_NODE} only */
    public NodeEvents(EventDispatcher events, NodeMonitoring monitoring, @Nullable NodeEventClaims claims) {
        this.events = events;
        this.monitoring = monitoring;
        this.claims = claims;
    }

    /**
     * A node says that it is ready; may be repeated.
     *
     * @param mayClaim whether this node is a fit one to be the only one that tells of it
     */
    synchronized void ready(SupervisorNode node, long version, boolean mayClaim) {
        Life life = present.get(node.id());
        if (life != null && version < life.version) {
            return;
        }
        if (life != null && version > life.version) {
            gone(node.id(), mayClaim); // closed and opened again, and the time between was not seen
            life = null;
        }
        if (life == null) {
            life = new Life(node, version);
            present.put(node.id(), life);
        }
        if (!life.told && (mayClaim || monitoring != NodeMonitoring.ONE_NODE)) {
            life.told = true;
            String key = life.key();
            tell(listener -> listener.nodeUp(node), grid -> grid.claimUp(key));
        }
    }

    /**
     * A node is no member any more or does not run the supervisor any more.
     *
     * @param mayClaim whether this node is a fit one to be the only one that tells of it
     */
    synchronized void gone(String id, boolean mayClaim) {
        Life life = present.remove(id);
        terminating.remove(id);
        if (life != null && (mayClaim || monitoring != NodeMonitoring.ONE_NODE)) {
            tell(listener -> listener.nodeDown(life.node), grid -> grid.claimDown(life.key()));
        }
    }

    /** A node is about to leave; may be repeated. */
    synchronized void terminating(SupervisorNode node, long version, String reason, Map<String, ChildStatus> children) {
        Long known = terminating.put(node.id(), version);
        if (known == null || known < version) {
            events.dispatch(listener -> listener.nodeTerminating(node, reason, children));
        }
    }

    private void tell(Consumer<SupervisorListener> event, Function<NodeEventClaims, CompletableFuture<Boolean>> claim) {
        switch (monitoring) {
            case NONE -> {}
            case EVERY_NODE -> events.dispatch(event);
            case ONE_NODE ->
                claim.apply(Objects.requireNonNull(claims))
                        .thenAcceptAsync(
                                mine -> {
                                    if (mine) {
                                        events.dispatch(event);
                                    }
                                },
                                Runnable::run);
        }
    }
}
