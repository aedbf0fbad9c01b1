package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.AuditReport;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.Settings;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.Audit;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of this node: attached, joined, drained, closed. A good part of it puts the parts of a node together, which is in one
 * place so that all that a node consists of can be seen there.
 */
public final class NodeRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(NodeRuntime.class);
    private static final long FIRST_EXCHANGE_MILLIS = 2_000;
    // whoever looks for children right after the start of all nodes finds those in the store
    private static final long RESTORE_MILLIS = 10_000;
    private static final long TERMINATION_MILLIS = 1_000;
    private static final Duration FIRST_LEASE = Duration.ofSeconds(2);

    private final HazelcastInstance hazelcast;
    private final NodeDirectory directory;
    private final Transport transport;
    private final EventDispatcher events;
    private final Threads threads;
    private final Settings settings;
    private final Restoration restoration;
    private final ReconcileLoop loop;
    private final Drain drain;
    private final LeaseKeeper keeper;
    private final FencedStates fenced;
    private final SplitMerge merge;
    private final Mandate mandate;
    private final RequestHandler requests;
    private final ChildHost host;
    private final Inquiries inquiries;
    private final Auditor auditor;
    private final AtomicBoolean joined = new AtomicBoolean();
    private final AtomicBoolean withdrawn = new AtomicBoolean();
    private final AtomicBoolean closed;
    private volatile @Nullable Wakeups wakeups;
    private volatile boolean drained;

    /** What the node is made of. */
    public record Parts(
            HazelcastInstance hazelcast,
            NodeDirectory directory,
            Transport transport,
            Registry registry,
            ChildHost host,
            ChildTypes types,
            EventDispatcher events,
            Threads threads,
            Mandate mandate,
            Settings settings) {}

    /**
     * Attaches the node: it can be reached and can reach others, but takes no children.
     *
     * @param closed set when the node is closed
     */
    public NodeRuntime(Parts parts, AtomicBoolean closed) {
        this.closed = closed;
        this.hazelcast = parts.hazelcast();
        this.directory = parts.directory();
        this.transport = parts.transport();
        this.events = parts.events();
        this.threads = parts.threads();
        this.settings = parts.settings();
        this.host = parts.host();
        this.mandate = parts.mandate();
        Departure departure = new Departure(
                parts.registry(), parts.host(), transport, threads, Time.SYSTEM, settings.handoffTimeout());
        CoordinatedRecords records = new CoordinatedRecords(parts.registry(), threads, Time.SYSTEM);
        this.restoration = new Restoration(parts.registry(), directory.partitions(), threads.store());
        NodeRequests others = new NodeRequests(transport, threads);
        this.fenced = new FencedStates(parts.registry(), directory, others, host, threads);
        Coordinator coordinator = new Coordinator(new Coordinator.Parts(
                parts.types(), records, restoration, host, departure, directory, others, parts.mandate(), fenced));
        Revival revival = new Revival(records, coordinator, parts.types(), directory, transport, Time.SYSTEM);
        RollCall rollCall = new RollCall(host, directory);
        this.auditor = new Auditor(transport, rollCall, threads.rollCalls());
        LostNodes lost = new LostNodes(Time.SYSTEM);
        Accusations accusations = new Accusations(parts.registry(), host.events, lost::nameOf, Time.SYSTEM);
        Repair repair = new Repair(parts.registry(), host, directory, threads, Time.SYSTEM);
        ActionRunner runner = new ActionRunner(new ActionRunner.Parts(
                parts.registry(),
                directory,
                host,
                coordinator,
                repair,
                departure,
                accusations,
                others,
                parts.mandate()));
        this.loop = new ReconcileLoop(
                new ReconcileLoop.Parts(
                        parts.registry(),
                        restoration,
                        directory,
                        lost,
                        host,
                        runner,
                        auditor,
                        parts.mandate(),
                        settings),
                threads.named("reconcile"));
        runner.wakes(loop::wake);
        directory.onChange(loop::wake);
        this.drain = new Drain(hazelcast, directory, parts.host(), departure, threads, loop::wake);
        Relocation relocation = new Relocation(host, records, departure, directory, others);
        this.inquiries = new Inquiries(host, parts.types(), directory, mandate, rollCall, threads);
        this.requests = new RequestHandler(
                host,
                coordinator,
                revival,
                departure,
                runner,
                relocation,
                inquiries,
                fenced,
                this::drainAsAsked,
                directory,
                parts.mandate(),
                threads);
        this.keeper = new LeaseKeeper(directory, transport, parts.mandate(), settings.lease(), new LeaseOutcomes());
        this.merge = new SplitMerge(host, fenced, directory, parts.mandate(), keeper, threads);
        host.census.coordinatedHere(name -> directory.self().equals(directory.coordinatorOf(name)));
        transport.attach(requests);
        become(NodeState.ABSENT);
    }

    /** Keeps the lease. */
    public Executor leaseThread() {
        return keeper;
    }

    /** Answers a request of this node itself. */
    public void control(Control request, Consumer<ControlReply> replyTo) {
        requests.control(request, replyTo);
    }

    /** Takes children from now on. */
    public void join() {
        if (closed.get()) {
            throw new IllegalStateException("the supervisor is closed");
        }
        directory.requireSameSettings();
        if (joined.compareAndSet(false, true)) {
            if (!settings.eventsSuppressed()) {
                wakeups = new Wakeups(hazelcast, loop::wake, threads.scheduler());
            }
            if (takesChildren()) {
                become(NodeState.READY);
            } else {
                LOG.info("this node takes no children: it is not one of {}", settings.nodes());
            }
            merge.listen(hazelcast);
            keeper.start(threads.nameOf("lease"), FIRST_LEASE);
            loop.start();
            await(restoration.first(), RESTORE_MILLIS);
        }
    }

    /** What becomes of the children when the lease does. */
    private final class LeaseOutcomes implements LeaseKeeper.Outcomes {
        @Override
        public void lost() {
            threads.control().execute(() -> host.fencing.begin(fenced::keep));
        }

        @Override
        public void held() {
            threads.control().execute(host.fencing::end); // after what was lost before
            loop.wake();
            threads.control().execute(fenced::settle);
        }
    }

    private boolean takesChildren() {
        SupervisorNode local = directory.localNode();
        return settings.nodes().isEmpty()
                || settings.nodes().contains(local.name())
                || settings.nodes().contains(local.address());
    }

    private void become(NodeState state) {
        await(directory.become(state), FIRST_EXCHANGE_MILLIS);
    }

    private static void await(CompletableFuture<?> answers, long millis) {
        try {
            answers.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all nodes answered in {} ms; what matters is said again by the next sweep", millis, e);
        }
    }

    /** Gives all children and partitions away; tells whether all children left in time. */
    public synchronized boolean drain(Duration timeout) {
        return leave(timeout, true, "drain");
    }

    /** Somebody on another node wants this one to leave. */
    private void drainAsAsked(Consumer<ControlReply> replyTo) {
        boolean alone = directory.view().readyNodes().stream().allMatch(directory.self()::equals);
        if (alone && !drained) {
            replyTo.accept(ControlReply.declined("no other node could take its children"));
            return;
        }
        threads.named("drain").newThread(() -> drain(settings.drainTimeout())).start();
        replyTo.accept(ControlReply.ok(0));
    }

    /** The nodes that are missing do not come back. */
    public int acceptLostNodes() {
        int lost = mandate.acceptLosses();
        LOG.warn("{} lost nodes were given up, as an operator said", lost);
        directory.exchange();
        return lost;
    }

    /** The virtual machine is in trouble: its children go elsewhere, if there is an elsewhere, and no others come. */
    public void withdraw(VirtualMachineError error) {
        boolean alone = directory.view().readyNodes().stream().allMatch(directory.self()::equals);
        LOG.error(
                "a child met an error of the virtual machine; {}",
                alone ? "this node goes on, because no other could take its children" : "this node gives them away",
                error);
        if (!alone && withdrawn.compareAndSet(false, true)) {
            threads.named("drain")
                    .newThread(() -> drain(settings.drainTimeout()))
                    .start();
        }
    }

    /** What this node tells of itself. */
    public NodeReport report() {
        return inquiries.report(drained);
    }

    /** What was wrong for long. */
    public AuditReport audit() {
        return new AuditReport(
                auditor.count(Audit.Finding.MISSING),
                auditor.count(Audit.Finding.DUPLICATE),
                auditor.count(Audit.Finding.ORPHAN));
    }

    private boolean leave(Duration timeout, boolean withPartitions, String reason) {
        if (!joined.get() || drained) {
            return true;
        }
        drained = true;
        if (!hazelcast.getLifecycleService().isRunning()) {
            LOG.warn(
                    "Hazelcast stopped before the supervisor: its {} children are stopped without a handoff",
                    host.count());
            threads.control().execute(() -> host.all().values().forEach(host.fencing::stopSilently));
            return false;
        }
        await(directory.announceTermination(reason, statuses()), TERMINATION_MILLIS);
        return drain.run(timeout, withPartitions);
    }

    private Map<String, ChildStatus> statuses() {
        Map<String, ChildStatus> statuses = new HashMap<>();
        host.records().forEach(record -> statuses.put(record.name(), ChildDescriptions.statusOf(record)));
        return statuses;
    }

    /** Gives all children away and stops all but the threads; true when this call did it. */
    public synchronized boolean close() {
        if (closed.get()) {
            return false;
        }
        leave(settings.drainTimeout(), false, "close");
        closed.set(true);
        Wakeups listening = wakeups;
        if (listening != null) {
            listening.close();
        }
        try {
            if (joined.get()) {
                loop.close();
                keeper.close();
                merge.close(hazelcast);
            }
            transport.detach();
            events.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** How often this node has compared what should be with what is. */
    public long reconcilePasses() {
        return loop.passes();
    }
}
