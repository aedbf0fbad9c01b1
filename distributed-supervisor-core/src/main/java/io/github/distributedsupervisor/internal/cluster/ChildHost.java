package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildDeclinedException;
import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.LogText;
import io.github.distributedsupervisor.internal.Settings;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import io.github.distributedsupervisor.internal.runtime.ChildWatch;
import io.github.distributedsupervisor.internal.runtime.Delivery;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import io.github.distributedsupervisor.internal.runtime.InstanceMaker;
import io.github.distributedsupervisor.internal.runtime.Mailbox;
import io.github.distributedsupervisor.internal.runtime.ProcessOwner;
import io.github.distributedsupervisor.internal.runtime.ProcessServices;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.RestartDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of this node: starts them, starts them again after a crash, and writes what they do into their records.
 * Everything that changes a child runs on the control thread; a record is always written before what it says is done.
 *
 * <p>All ways in which a child of this node begins, changes and ends are here, side by side, because each must find what the
 * others leave; what they do in detail is elsewhere.
 */
public final class ChildHost implements ProcessOwner {

    private static final Logger LOG = LoggerFactory.getLogger(ChildHost.class);

    private final ConcurrentMap<String, HostedChild> children = new ConcurrentHashMap<>();
    private final DepartedInstances departed = new DepartedInstances();
    private final RecordWriter writer;
    private final Restarts restarts;
    final AbandonedChildren abandoned;
    private final StuckChildren stuck = new StuckChildren();
    final Census census = new Census();
    private final ChildTypes types;
    private final ProcessServices services;
    final ChildEvents events;
    private final Threads threads;
    private final Time time;
    private final int mailboxCapacity;
    private final ChildWatch watch;
    final Fencing fencing;
    final FirstChild firstChild = new FirstChild();

    /** What the host needs. */
    public record Parts(
            Registry registry,
            ChildTypes types,
            ProcessServices services,
            EventDispatcher events,
            Threads threads,
            Settings settings,
            ChildWatch watch) {}

    public ChildHost(Parts parts) {
        this.types = parts.types();
        this.services = parts.services();
        this.events = new ChildEvents(parts.events());
        this.abandoned = new AbandonedChildren(events);
        this.threads = parts.threads();
        this.time = parts.services().time();
        this.mailboxCapacity = parts.settings().mailboxCapacity();
        this.watch = parts.watch();
        this.restarts = new Restarts(this, services, events, parts.settings().restartBackOff());
        this.fencing = new Fencing(this, threads);
        this.writer = new RecordWriter(parts.registry(), threads, this::adopt, census, fencing::stopSilently);
    }

    // ---- any thread

    /** Puts a message into a child's mailbox, or refuses it. */
    public void deliver(Delivery delivery) {
        HostedChild child = children.get(delivery.envelope().name());
        if (child == null) {
            delivery.replyTo().accept(Reply.Refused.NOT_HERE);
        } else {
            child.touchedMillis = time.millis();
            child.mailbox.offer(delivery);
        }
    }

    /** Nothing comes from that node any more. */
    public void forgetSender(String node) {
        children.values().forEach(child -> child.mailbox.forget(node));
    }

    /** Whether messages for the child are welcome here. */
    public boolean hosts(String name) {
        HostedChild child = children.get(name);
        return child != null && child.stage != HostedChild.Stage.LEAVING;
    }

    public int count() {
        return children.size();
    }

    /** Not on two threads at once. */
    void lookForStuckChildren() {
        stuck.look(children.values(), time.millis());
    }

    public int stuckChildren() {
        return stuck.count();
    }

    public long abandonedChildren() {
        return abandoned.count();
    }

    /** The records of this node's children, as it knows them. */
    public List<ChildRecord> records() {
        return children.values().stream().map(child -> child.record).toList();
    }

    /** One after the other, without a list of them. */
    void eachChild(Consumer<HostedChild> action) {
        children.values().forEach(action);
    }

    List<LocalChild> snapshot() {
        List<LocalChild> snapshot = new ArrayList<>();
        children.values().forEach(child -> snapshot.add(child.snapshot()));
        return snapshot;
    }

    // ---- control thread

    @Nullable
    HostedChild find(String name) {
        return children.get(name);
    }

    /** Runs a child that its record gives to this node; answers when {@code onStart} has returned. */
    void begin(ChildRecord record, StartReason reason, Consumer<ControlReply> replyTo) {
        if (fencing.isOn()) {
            replyTo.accept(ControlReply.RETRY); // it would wait here while it runs elsewhere
            return;
        }
        HostedChild present = children.get(record.name());
        if (present != null) {
            boolean same = present.record.incarnation() >= record.incarnation();
            if (!same || present.stage == HostedChild.Stage.LEAVING) {
                replyTo.accept(ControlReply.RETRY);
            } else if (present.settled()) {
                replyTo.accept(ControlReply.ok(present.record.incarnation()));
            } else {
                present.startWaiters.add(replyTo);
            }
            return;
        }
        if (departed.contains(record)) {
            replyTo.accept(ControlReply.RETRY); // read before it left: it may run elsewhere
            return;
        }
        Mailbox mailbox = new Mailbox(mailboxCapacity);
        HostedChild child = new HostedChild(record, reason, mailbox, newProcess(record, mailbox));
        child.startWaiters.add(replyTo);
        children.put(child.name, child);
        census.hosts(record);
        child.process.start(record.state(), record.spec().shutdown(), this);
    }

    /** An instance that this node was given, and that has not begun, must not begin any more. */
    void renounce(ChildRecord record) {
        departed.add(record);
    }

    ChildProcess newProcess(ChildRecord record, Mailbox mailbox) {
        String name = record.name();
        InstanceMaker maker = watch.watch(name, record.incarnation(), types.makerOf(record.spec()));
        return new ChildProcess(name, record.incarnation(), mailbox, services, maker);
    }

    @Override
    public void started(ChildProcess process) {
        onControl(
                process,
                child -> change(child, record -> record.running(time.epochMillis()), () -> {
                    if (child.stage == HostedChild.Stage.LEAVING) {
                        return; // it was stopped meanwhile
                    }
                    child.openedAtMillis = time.millis();
                    child.touchedMillis = child.openedAtMillis;
                    process.open();
                    events.started(child, child.takeStartReason());
                    child.stage = HostedChild.Stage.RUNNING;
                    firstChild.begun();
                    child.answerStart(ControlReply.ok(process.incarnation()));
                    child.runDeferred();
                }));
    }

    @Override
    public void failedToStart(ChildProcess process, Throwable thrown) {
        onControl(process, child -> {
            if (child.stage == HostedChild.Stage.LEAVING) {
                return; // the stop that is under way goes on from here
            }
            ChildFailure failure = FailureText.failureOf(thrown, process.incarnation(), time.epochMillis());
            if (thrown instanceof ChildDeclinedException) {
                LOG.info("child '{}' declined to start: {}", child.name, LogText.of(failure.message()));
                bury(child, null, ControlReply.declined(failure.message()));
            } else if (child.record.established() && child.record.spec().restart() != Restart.TEMPORARY) {
                LOG.warn("child '{}' failed to start again: {}", child.name, failure.summary());
                restarts.restart(child, failure);
            } else {
                bury(child, failure, ControlReply.failed(failure));
            }
        });
    }

    @Override
    public void ended(ChildProcess process, StopReason reason, @Nullable Throwable thrown) {
        onControl(process, child -> {
            events.stopped(child, reason, thrown);
            if (child.stage == HostedChild.Stage.LEAVING) {
                return; // the stop that is under way goes on from here
            }
            if (thrown != null) {
                LOG.warn("child '{}' crashed", child.name, LogText.of(thrown));
            }
            ChildFailure failure =
                    thrown == null ? null : FailureText.failureOf(thrown, process.incarnation(), time.epochMillis());
            if (RestartDelay.comesBack(child.record.spec().restart(), reason)) {
                restarts.restart(child, failure);
            } else {
                bury(child, failure, ControlReply.RETRY);
            }
        });
    }

    /** The child is over for good and nothing of it runs: writes the tombstone. */
    void bury(HostedChild child, @Nullable ChildFailure failure, ControlReply reply) {
        child.stage = HostedChild.Stage.LEAVING;
        change(child, record -> record.removed(failure, time.epochMillis()), () -> {
            child.answerStart(reply);
            forget(child, null);
        });
    }

    /** Takes the child off this node; its messages look for it at the given node or anew. */
    void forget(HostedChild child, @Nullable String betterNode) {
        child.stage = HostedChild.Stage.LEAVING;
        if (children.remove(child.name, child)) {
            departed.add(child.record);
            census.left(child.record);
        }
        child.mailbox.seal(betterNode);
        child.answerStart(ControlReply.RETRY);
        child.runDeferred();
    }

    @Override
    public void abandoned(ChildProcess process) {
        onControl(process, abandoned::report);
    }

    @Override
    public CompletableFuture<@Nullable Void> checkpoint(ChildProcess process, byte[] state) {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        threads.control().execute(() -> {
            HostedChild child = children.get(process.name());
            if (child == null || !child.isCurrent(process)) {
                written.completeExceptionally(new IllegalStateException("this instance was replaced"));
                return;
            }
            writer.change(
                    child,
                    record -> record.checkpointed(state),
                    () -> written.complete(null),
                    () -> written.completeExceptionally(new IllegalStateException("this instance was replaced")));
        });
        return written;
    }

    @Override
    public void stateNotCaptured(ChildProcess process, String why) {
        onControl(process, child -> events.stateNotCaptured(child, why));
    }

    @Override
    public void stateUnreadable(ChildProcess process, String why) {
        onControl(process, child -> events.stateUnreadable(child, why));
    }

    /** Changes the record of a child, in turn. */
    void change(HostedChild child, UnaryOperator<ChildRecord> update, Runnable then) {
        writer.change(child, update, then);
    }

    /** @param otherwise runs instead when the record was changed by somebody else */
    void change(HostedChild child, UnaryOperator<ChildRecord> update, Runnable then, Runnable otherwise) {
        writer.change(child, update, then, otherwise);
    }

    /** The same instance under the higher incarnation that its record got when a split cluster was merged. */
    void adopt(HostedChild child, ChildRecord merged) {
        LOG.info("child '{}' goes on as incarnation {}", child.name, merged.incarnation());
        child.recorded(merged, census);
        child.process.adopt(merged.incarnation());
    }

    void onControl(ChildProcess process, Consumer<HostedChild> action) {
        threads.control().execute(() -> {
            HostedChild child = children.get(process.name());
            if (child != null && child.isCurrent(process)) {
                action.accept(child);
            }
        });
    }

    /** For the end of everything. */
    Map<String, HostedChild> all() {
        return Map.copyOf(children);
    }
}
