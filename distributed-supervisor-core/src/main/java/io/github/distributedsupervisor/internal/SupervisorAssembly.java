package io.github.distributedsupervisor.internal;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.MessageObserver;
import io.github.distributedsupervisor.NodeMonitoring;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.UnfitHazelcastException;
import io.github.distributedsupervisor.UnfitHazelcastException.Reason;
import io.github.distributedsupervisor.internal.cluster.ChildHost;
import io.github.distributedsupervisor.internal.cluster.ChildTypes;
import io.github.distributedsupervisor.internal.cluster.Mandate;
import io.github.distributedsupervisor.internal.cluster.NodeDirectory;
import io.github.distributedsupervisor.internal.cluster.NodeEvents;
import io.github.distributedsupervisor.internal.cluster.NodeIdentity;
import io.github.distributedsupervisor.internal.cluster.NodeRuntime;
import io.github.distributedsupervisor.internal.cluster.Threads;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.messaging.Channels;
import io.github.distributedsupervisor.internal.messaging.HazelcastTransport;
import io.github.distributedsupervisor.internal.messaging.Messenger;
import io.github.distributedsupervisor.internal.messaging.PartitionReplicas;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.registry.NodeEventClaims;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.ChildWatch;
import io.github.distributedsupervisor.internal.runtime.Delivery;
import io.github.distributedsupervisor.internal.runtime.Observing;
import io.github.distributedsupervisor.internal.runtime.ProcessServices;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a supervisor together. */
public final class SupervisorAssembly {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorAssembly.class);
    private static final String FAIL_ON_INDETERMINATE = "hazelcast.operation.fail.on.indeterminate.state";

    private SupervisorAssembly() {}

    /** What the user wants. */
    public record Plan(
            HazelcastInstance hazelcast,
            String name,
            @Nullable String nodeName,
            Map<String, ChildFactory> factories,
            Map<String, ChildSpec> onDemand,
            List<SupervisorListener> listeners,
            NodeMonitoring nodeMonitoring,
            @Nullable MessageObserver observer,
            MessageCodec codec,
            ClassLoader classLoader,
            @Nullable ChildStore store,
            Settings settings) {

        public Plan {
            factories = Map.copyOf(factories);
            onDemand = Map.copyOf(onDemand);
            listeners = List.copyOf(listeners);
        }
    }

    /** An attached supervisor that has not joined yet. */
    public static DistributedSupervisor assemble(Plan plan) {
        HazelcastInstance hazelcast = plan.hazelcast();
        String name = plan.name();
        MessageCodec codec = plan.codec();
        Settings settings = plan.settings();
        SizeLimits limits = settings.sizeLimits();
        checkFit(hazelcast);
        ChildTypes types = new ChildTypes(
                plan.factories(), plan.onDemand(), codec, limits, settings.restartIntensity()); // may refuse
        Threads threads = new Threads(name, settings.childThreads(), settings.virtualThreads(), plan.classLoader());
        AtomicReference<DefaultSupervisor> supervisor = new AtomicReference<>();
        AtomicBoolean closed = new AtomicBoolean();
        Transport transport = new HazelcastTransport(hazelcast, name, codec, limits);
        EventDispatcher events = new EventDispatcher(plan.listeners(), threads.named("listener"));
        Registry registry = new Registry(
                new Registry.Place(hazelcast, name, settings.backupCount(), plan.store(), threads.store()),
                threads.control(),
                threads.scheduler(),
                closed::get);
        NodeEvents nodeEvents = nodeEvents(plan, events, threads, closed);
        AtomicReference<NodeRuntime> runtime = new AtomicReference<>();
        NodeIdentity identity = new NodeIdentity(plan.nodeName(), CommonSettings.of(plan));
        Mandate mandate = new Mandate(settings.quorum(), settings.lease(), Time.SYSTEM);
        NodeDirectory directory = new NodeDirectory(
                new NodeDirectory.Parts(
                        hazelcast, identity, transport, nodeEvents, settings.placement(), mandate, types.known()),
                Time.SYSTEM);
        ChildWatch watch = watchOn(hazelcast);
        watch.attach(threads.control());
        watch.attach(threads.scheduler());
        Observing observing = plan.observer() == null ? null : new Observing(name, plan.observer());
        ProcessServices services = new ProcessServices(
                watch.hold(threads.children()),
                threads.scheduler(),
                codec,
                limits,
                Time.SYSTEM,
                () -> Objects.requireNonNull(supervisor.get()),
                directory::localNode,
                child -> Objects.requireNonNull(supervisor.get()).ref(child),
                error -> fatal(error, Objects.requireNonNull(runtime.get())),
                name,
                observing,
                mandate);
        ChildHost host =
                new ChildHost(new ChildHost.Parts(registry, types, services, events, threads, settings, watch));
        directory.countsChildrenBy(host::count);
        directory.onGone(host::forgetSender);
        RegistryWhereabouts whereabouts = new RegistryWhereabouts(
                directory,
                registry,
                host,
                types,
                mandate::isCutOff,
                child -> Objects.requireNonNull(supervisor.get()).wake(child));
        Channels channels = channels(whereabouts, directory, host, transport, threads, settings);
        NodeRuntime node = new NodeRuntime(
                new NodeRuntime.Parts(
                        hazelcast, directory, transport, registry, host, types, events, threads, mandate, settings),
                closed);
        watch.attach(node.leaseThread());
        runtime.set(node);
        Messenger messenger = new Messenger(channels, codec, limits, Time.SYSTEM, threads.callbacks(), observing);
        channels.start();
        DefaultSupervisor assembled = new DefaultSupervisor(
                name,
                new DefaultSupervisor.Parts(
                        node,
                        directory,
                        registry,
                        host,
                        types,
                        transport,
                        messenger,
                        channels,
                        events,
                        new PartitionReplicas(hazelcast),
                        threads),
                settings);
        supervisor.set(assembled);
        return assembled;
    }

    /** Swallowed by nobody: whoever wants this process to end then can say so in the handler of what nobody catches. */
    private static void fatal(VirtualMachineError error, NodeRuntime node) {
        node.withdraw(error);
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, error);
    }

    private static ChildWatch watchOn(HazelcastInstance hazelcast) {
        return hazelcast.getUserContext().get(ChildWatch.KEY) instanceof ChildWatch watch ? watch : ChildWatch.NONE;
    }

    private static NodeEvents nodeEvents(Plan plan, EventDispatcher events, Threads threads, AtomicBoolean closed) {
        NodeEventClaims claims = plan.nodeMonitoring() == NodeMonitoring.ONE_NODE
                ? new NodeEventClaims(
                        plan.hazelcast(), plan.name(), plan.settings().backupCount(), threads.scheduler(), closed::get)
                : null;
        return new NodeEvents(events, plan.nodeMonitoring(), claims);
    }

    private static Channels channels(
            RegistryWhereabouts whereabouts,
            NodeDirectory directory,
            ChildHost host,
            Transport transport,
            Threads threads,
            Settings settings) {
        Channels channels = new Channels(
                directory::self,
                whereabouts,
                (to, envelope, replyTo) -> {
                    if (to.equals(directory.self())) {
                        long expiresAt =
                                Time.SYSTEM.nanos() + TimeUnit.MILLISECONDS.toNanos(envelope.remainingMillis());
                        host.deliver(new Delivery(envelope, expiresAt, replyTo));
                    } else {
                        transport.deliver(to, envelope, replyTo);
                    }
                },
                Time.SYSTEM,
                threads.scheduler(),
                new Channels.Capacity(settings.mailboxCapacity(), settings.maxInFlight()));
        directory.onEmptied(channels::avoid);
        return channels;
    }

    private static void checkFit(HazelcastInstance hazelcast) {
        refuseUnfit(hazelcast);
        warnOfLostBackups(hazelcast);
        warnOfOpenDoors(hazelcast.getConfig());
        warnOfEndpoint(hazelcast);
    }

    private static void refuseUnfit(HazelcastInstance hazelcast) {
        boolean lite;
        try {
            lite = hazelcast.getCluster().getLocalMember().isLiteMember();
        } catch (UnsupportedOperationException e) {
            throw new UnfitHazelcastException(
                    Reason.CLIENT,
                    "a supervisor needs a Hazelcast member, but '" + hazelcast.getName()
                            + "' is a client; create it with Hazelcast.newHazelcastInstance");
        }
        if (lite) {
            throw new UnfitHazelcastException(
                    Reason.LITE_MEMBER,
                    "a supervisor needs a data member, but '" + hazelcast.getName()
                            + "' is a lite member; remove liteMember from its configuration");
        }
    }

    private static void warnOfOpenDoors(Config config) {
        if (config.getSerializationConfig().getJavaSerializationFilterConfig() == null) {
            LOG.warn(
                    "Hazelcast makes objects of any class for whoever reaches its port, because the configuration has no"
                            + " filter for Java serialization; use"
                            + " RecommendedHazelcastSettings.restrictJavaSerialization(config), or a filter of your own");
        }
        if (config.getClusterName().equals(Config.DEFAULT_CLUSTER_NAME)) {
            LOG.warn(
                    "the name of the cluster is '{}', as everybody's is who gave it none: this member may join those of"
                            + " strangers; name it in the configuration of Hazelcast",
                    Config.DEFAULT_CLUSTER_NAME);
        }
    }

    private static void warnOfEndpoint(HazelcastInstance hazelcast) {
        AdvancedNetworkConfig network = hazelcast.getConfig().getAdvancedNetworkConfig();
        EndpointConfig members = network.getEndpointConfigs().get(EndpointQualifier.MEMBER);
        if (!network.isEnabled()) {
            LOG.warn(
                    "members and clients share one endpoint of Hazelcast instance '{}': while a member stands still, healthy"
                            + " ones may be taken for dead too; use RecommendedHazelcastSettings.membersOnly(config)"
                            + " before the instance is made, or an advanced network of your own",
                    hazelcast.getName());
        } else if (members != null && members.getSocketConnectTimeoutSeconds() == 0) {
            LOG.warn(
                    "the member endpoint of Hazelcast instance '{}' tries to connect without limit: after a cut of the network its"
                            + " sides may need as long as it lasted to find each other; set its connect timeout, to 10 s"
                            + " for example",
                    hazelcast.getName());
        }
    }

    /** An instance made elsewhere may answer success to a change that has no backup yet. */
    private static void warnOfLostBackups(HazelcastInstance hazelcast) {
        String value = hazelcast.getConfig().getProperty(FAIL_ON_INDETERMINATE);
        if (!Boolean.parseBoolean(value == null ? System.getProperty(FAIL_ON_INDETERMINATE) : value)) {
            LOG.warn(
                    "{} is not true on Hazelcast instance '{}': the record of a child may be lost with its node;"
                            + " use RecommendedHazelcastSettings.applyTo(config) before the instance is made",
                    FAIL_ON_INDETERMINATE,
                    hazelcast.getName());
        }
    }
}
