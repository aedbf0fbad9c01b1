package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.NodeUnavailableException;
import io.github.distributedsupervisor.StartResult;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.SupervisorOperations;
import io.github.distributedsupervisor.SupervisorStatistics;
import io.github.distributedsupervisor.internal.cluster.ChildDescriptions;
import io.github.distributedsupervisor.internal.cluster.ChildHost;
import io.github.distributedsupervisor.internal.cluster.ChildTypes;
import io.github.distributedsupervisor.internal.cluster.NodeDirectory;
import io.github.distributedsupervisor.internal.cluster.NodeNames;
import io.github.distributedsupervisor.internal.cluster.NodeRuntime;
import io.github.distributedsupervisor.internal.cluster.Threads;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.messaging.Channels;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Messenger;
import io.github.distributedsupervisor.internal.messaging.PartitionReplicas;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.ElasticExecutor;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Payload;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The public face: checks what comes in, asks the parts, turns what they say into answers and exceptions. */
final class DefaultSupervisor implements DistributedSupervisor {

    private final String name;
    private final Parts parts;
    private final Settings settings;
    private final CoordinatorClient coordinators;
    private final ChildStarter starter;
    private final ChildDescriptions descriptions;
    private final DefaultOperations operations;

    /** What the supervisor is made of. */
    record Parts(
            NodeRuntime node,
            NodeDirectory directory,
            Registry registry,
            ChildHost host,
            ChildTypes types,
            Transport transport,
            Messenger messenger,
            Channels channels,
            EventDispatcher events,
            PartitionReplicas replicas,
            Threads threads) {}

    DefaultSupervisor(String name, Parts parts, Settings settings) {
        this.name = name;
        this.parts = parts;
        this.settings = settings;
        this.coordinators =
                new CoordinatorClient(parts.directory(), parts.transport(), parts.threads(), parts.node()::control);
        this.starter = new ChildStarter(
                coordinators,
                parts.types(),
                parts.host(),
                this::ref,
                parts.threads().callbacks(),
                settings.startTimeout());
        this.descriptions = new ChildDescriptions(parts.directory());
        this.operations = new DefaultOperations(parts, descriptions, coordinators, settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChildRef startChild(ChildSpec spec) {
        return join(startChildAsync(spec));
    }

    @Override
    public CompletableFuture<ChildRef> startChildAsync(ChildSpec spec) {
        return starter.start(spec);
    }

    @Override
    public List<StartResult> startChildren(Collection<ChildSpec> specs) {
        return join(startChildrenAsync(specs));
    }

    @Override
    public CompletableFuture<List<StartResult>> startChildrenAsync(Collection<ChildSpec> specs) {
        return starter.startAll(specs);
    }

    @Override
    public ChildRef getOrStart(String child, ChildSpec spec) {
        return join(getOrStartAsync(child, spec));
    }

    @Override
    public CompletableFuture<ChildRef> getOrStartAsync(String child, ChildSpec spec) {
        return starter.getOrStart(spec.name(child));
    }

    @Override
    public ChildRef startChild(ChildSpec spec, SupervisorNode node) {
        List<SupervisorNode> nodes = nodes();
        ClusterView view = parts.directory().view();
        if (view.ready(node.id()) && !view.nodesFor(spec.type()).contains(node.id())) {
            throw new NodeUnavailableException("node '" + node.name() + "' knows no type '" + spec.type() + "'", null);
        }
        return startChild(spec.preferredNode(NodeNames.lasting(nodes, NodeNames.taking(nodes, node))));
    }

    /** Runs a child that sleeps or begins with its first message. */
    CompletableFuture<ControlReply> wake(String child) {
        return coordinators.ask(Control.wake(child, parts.types().onDemand(child)), settings.startTimeout());
    }

    @Override
    public boolean releaseFromQuarantine(String child) {
        Control request = Control.about(Control.Kind.PARDON, ChildSpec.checkName(child), 0);
        return join(coordinators.ask(request, settings.startTimeout())).status() == ControlReply.Status.OK;
    }

    @Override
    public boolean terminateChild(String child) {
        return terminate(ChildSpec.checkName(child), 0);
    }

    @Override
    public boolean terminateChild(ChildId id) {
        return terminate(ChildSpec.checkName(id.name()), id.incarnation());
    }

    private boolean terminate(String child, long incarnation) {
        Control request = Control.about(Control.Kind.TERMINATE, child, incarnation);
        ControlReply reply = join(coordinators.ask(request, settings.startTimeout()));
        return reply.status() == ControlReply.Status.OK;
    }

    @Override
    public <R extends @Nullable Object> R call(String child, Object message) {
        return call(child, message, settings.callTimeout());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the caller says what it expects, null included
    public <R extends @Nullable Object> R call(String child, Object message, Duration timeout) {
        return (R) parts.messenger()
                .call(child, Envelope.Kind.CALL, payloadOf(message), Settings.positive("timeout", timeout));
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> callAsync(String child, Object message) {
        return callAsync(child, message, settings.callTimeout());
    }

    @Override
    @SuppressWarnings("unchecked") // the caller says what it expects
    public <R extends @Nullable Object> CompletableFuture<R> callAsync(String child, Object message, Duration timeout) {
        return (CompletableFuture<R>) parts.messenger()
                .callAsync(child, Envelope.Kind.CALL, payloadOf(message), Settings.positive("timeout", timeout));
    }

    @Override
    public void cast(String child, Object message) {
        parts.messenger().tell(child, Envelope.Kind.CAST, payloadOf(message));
    }

    @Override
    public boolean send(String child, Object message) {
        Objects.requireNonNull(message, "message");
        boolean there = parts.host().hosts(ChildSpec.checkName(child))
                || parts.types().startsOnDemand(child)
                || operations.record(child).isPresent();
        if (!there) {
            return false;
        }
        parts.messenger().tell(child, Envelope.Kind.SEND, payloadOf(message));
        return true;
    }

    private Payload payloadOf(Object message) {
        return parts.messenger().payloadOf(Objects.requireNonNull(message, "message"));
    }

    @Override
    public ChildRef ref(String child) {
        return new NamedRef(this, ChildSpec.checkName(child), settings.callTimeout(), parts.messenger());
    }

    @Override
    public Optional<ChildInfo> whereis(String child) {
        return operations.record(child).map(descriptions::describe);
    }

    @Override
    public Optional<ChildInfo> whois(ChildId id) {
        return whereis(id.name()).filter(info -> info.incarnation() == id.incarnation());
    }

    @Override
    public Map<String, ChildInfo> children() {
        return descriptions.describeAll(parts.registry().all());
    }

    @Override
    public Map<String, ChildInfo> localChildren() {
        return descriptions.describeAll(parts.host().records());
    }

    @Override
    public List<SupervisorNode> nodes() {
        return parts.directory().nodes();
    }

    @Override
    public Optional<SupervisorNode> nodeFor(String child) {
        String id = parts.directory().view().placementOfName(ChildSpec.checkName(child));
        return id == null ? Optional.empty() : parts.directory().nodeOf(id);
    }

    @Override
    public boolean isMine(String child) {
        return nodeFor(child).map(SupervisorNode::local).orElse(false);
    }

    @Override
    public SupervisorStatistics statistics() {
        return new SupervisorStatistics(
                parts.host().stuckChildren(),
                parts.host().abandonedChildren(),
                parts.messenger().lostCasts(),
                parts.channels().lateReplies(),
                parts.events().dropped(),
                parts.node().audit());
    }

    @Override
    public SupervisorOperations operations() {
        return operations;
    }

    @Override
    public void join() {
        parts.node().join();
    }

    @Override
    public boolean drain(Duration timeout) {
        return parts.node().drain(Settings.positive("timeout", timeout));
    }

    @Override
    public void close() {
        if (parts.node().close()) {
            // their threads last: whoever waits for something is told that it does not come
            coordinators.close();
            parts.channels().close();
            parts.threads().close();
        }
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return ElasticExecutor.await(future);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SupervisorException("interrupted while waiting; what was asked for may still happen", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new SupervisorException(
                    "no answer, because the cluster changes or this node leaves it; try again", e.getCause());
        }
    }

    @Override
    public String toString() {
        return "DistributedSupervisor[" + name + "]";
    }
}
