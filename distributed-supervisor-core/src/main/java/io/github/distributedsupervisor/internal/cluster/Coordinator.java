package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.UnknownChildTypeException;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides about names: creates their records, ends them, claims those that nobody runs. Only the node that owns a name's
 * partition, or its deputy, is asked; that two of them may believe to be it for a moment is harmless, because each change
 * is a compare-and-set. Runs on the control thread.
 *
 * <p>All its decisions are here, because each reads, checks and writes the same record as the others may at that moment.
 */
final class Coordinator {

    private final ChildTypes types;
    private final CoordinatedRecords records;
    private final Restoration restoration;
    private final ChildHost host;
    private final Departure departure;
    private final NodeDirectory directory;
    private final NodeRequests requests;
    private final Mandate mandate;
    private final FencedStates fenced;
    private final Set<String> claims = new HashSet<>();
    private final Time time;

    /** What the coordinator needs. */
    record Parts(
            ChildTypes types,
            CoordinatedRecords records,
            Restoration restoration,
            ChildHost host,
            Departure departure,
            NodeDirectory directory,
            NodeRequests requests,
            Mandate mandate,
            FencedStates fenced) {}

    Coordinator(Parts parts) {
        this.types = parts.types();
        this.records = parts.records();
        this.restoration = parts.restoration();
        this.host = parts.host();
        this.departure = parts.departure();
        this.directory = parts.directory();
        this.requests = parts.requests();
        this.mandate = parts.mandate();
        this.fenced = parts.fenced();
        this.time = Time.SYSTEM;
    }

    // ---- start

    /** Starts a child unless its name is taken. Repeated with the same id, it answers as the first time. */
    void start(StoredSpec spec, UUID id, Consumer<ControlReply> replyTo) {
        ControlReply notYet = restoration.whyNotYet(spec.name());
        if (notYet != null) {
            replyTo.accept(notYet);
            return;
        }
        records.read(spec.name(), replyTo, record -> {
            if (record != null && record.startId().equals(id)) {
                answerRepeated(record, replyTo);
            } else if (record == null || !record.live()) {
                create(spec, record, id, replyTo);
            } else if (record.phase() == Phase.STOPPING) {
                replyTo.accept(ControlReply.RETRY);
            } else {
                replyTo.accept(ControlReply.taken(record.incarnation()));
            }
        });
    }

    private void answerRepeated(ChildRecord record, Consumer<ControlReply> replyTo) {
        ChildFailure failure = record.history().lastFailure();
        if (record.failedToStart() && failure != null) {
            replyTo.accept(ControlReply.failed(failure));
        } else if (!record.live()) {
            replyTo.accept(ControlReply.ok(record.incarnation()));
        } else if (record.established()) {
            replyTo.accept(ControlReply.ok(record.incarnation()));
        } else if (record.phase() == Phase.STARTING && record.host() != null) {
            begin(record, replyTo);
        } else if (record.phase() == Phase.QUARANTINED && failure != null) {
            replyTo.accept(ControlReply.quarantined(failure, record.incarnation()));
        } else if (waitsForItsNode(record.spec())) {
            replyTo.accept(ControlReply.ok(record.incarnation()));
        } else {
            replyTo.accept(ControlReply.RETRY);
        }
    }

    private void create(StoredSpec spec, @Nullable ChildRecord previous, UUID id, Consumer<ControlReply> replyTo) {
        ControlReply unable = whyNoNodeCan(spec);
        if (unable != null) {
            replyTo.accept(unable);
            return;
        }
        String node = directory.view().placementOf(spec);
        Set<String> present = clearance();
        if (present == null || (node == null && !waitsForItsNode(spec))) {
            replyTo.accept(ControlReply.RETRY);
            return;
        }
        ChildRecord created = ChildRecord.create(spec, previous, node, id, time.epochMillis());
        records.create(previous, created, present, replyTo, outcome -> {
            if (!outcome.applied() && ChildRecord.same(outcome.current(), previous)) {
                replyTo.accept(ControlReply.RETRY); // the cluster is not what it was
            } else if (!outcome.applied()) {
                start(spec, id, replyTo);
            } else if (node == null) {
                replyTo.accept(ControlReply.ok(created.incarnation()));
            } else {
                directory.placed(node);
                begin(current(outcome, created), replyTo);
            }
        });
    }

    /** What to answer when nodes take children, but none this type; null when one does. */
    private @Nullable ControlReply whyNoNodeCan(StoredSpec spec) {
        ClusterView view = directory.view();
        if (view.readyNodes().isEmpty() || !view.nodesFor(spec.type()).isEmpty()) {
            return null;
        }
        List<String> names =
                directory.nodes().stream().map(SupervisorNode::name).toList();
        Throwable why = new UnknownChildTypeException(
                spec.type(),
                "none of the nodes " + names + " knows the child type '" + spec.type() + "'; this one knows "
                        + types.known() + ". Register the type on the nodes that are to run it");
        return ControlReply.failed(FailureText.failureOf(why, 0, time.epochMillis()));
    }

    private boolean waitsForItsNode(StoredSpec spec) {
        NodePin pin = spec.pin();
        ClusterView view = directory.view();
        return pin != null
                && pin.required()
                && view.placementOf(spec) == null
                && !view.readyNodes().isEmpty();
    }

    private void begin(ChildRecord record, Consumer<ControlReply> replyTo) {
        String node = Objects.requireNonNull(record.host());
        if (node.equals(directory.self())) {
            host.begin(record, StartReason.FIRST, replyTo);
        } else {
            requests.ask(node, Control.about(Control.Kind.BEGIN, record.name(), record.incarnation()), replyTo);
        }
    }

    /** Asked by a coordinator: run what your record says. */
    void beginHere(String name, long incarnation, Consumer<ControlReply> replyTo) {
        records.read(name, replyTo, record -> {
            boolean mine = record != null
                    && record.hostedBy(directory.self())
                    && record.incarnation() == incarnation
                    && record.phase() == Phase.STARTING;
            if (mine) {
                host.begin(record, StartReason.FIRST, replyTo);
            } else {
                replyTo.accept(ControlReply.RETRY);
            }
        });
    }

    // ---- terminate

    /** Ends a child for good, wherever it is. */
    void terminate(String name, long incarnation, Consumer<ControlReply> replyTo) {
        records.read(name, replyTo, record -> {
            if (record == null || !record.live()) {
                replyTo.accept(ControlReply.NONE);
            } else if (incarnation != 0 && record.incarnation() != incarnation) {
                replyTo.accept(ControlReply.NONE);
            } else if (record.host() != null && directory.view().alive(record.host())) {
                terminateAt(record.host(), name, incarnation, replyTo);
            } else {
                ChildRecord buried = record.removed(null, time.epochMillis());
                records.write(
                        record,
                        buried,
                        replyTo,
                        outcome -> replyTo.accept(
                                outcome.applied() ? ControlReply.ok(record.incarnation()) : ControlReply.RETRY));
            }
        });
    }

    private void terminateAt(String node, String name, long incarnation, Consumer<ControlReply> replyTo) {
        // the record says it is there: if the host does not know it, the sweep is about to repair that
        Consumer<ControlReply> notThere =
                reply -> replyTo.accept(reply.status() == ControlReply.Status.NONE ? ControlReply.RETRY : reply);
        if (node.equals(directory.self())) {
            departure.terminate(name, incarnation, notThere);
        } else {
            requests.ask(node, Control.about(Control.Kind.STOP, name, incarnation), notThere);
        }
    }

    // ---- claim

    /**
     * Claims a child that nobody runs and runs it here.
     *
     * @param incarnation the one that was found to be over: a later one may be that of a node of which this one has not heard
     */
    void adopt(String name, long incarnation, StartReason reason, Consumer<ControlReply> replyTo) {
        records.read(name, replyTo, record -> {
            boolean free = record != null
                    && record.live()
                    && record.incarnation() == incarnation
                    && record.phase() != Phase.STOPPING // whoever decides about it removes it
                    && (record.phase() == Phase.RELEASED || !directory.view().alive(record.host()));
            boolean able = record != null && types.knows(record.spec().type());
            if (!free || !able || directory.state() != NodeState.READY) {
                replyTo.accept(ControlReply.RETRY);
            } else {
                claim(record, reason, replyTo);
            }
        });
    }

    /** Removes a child that nobody runs. Not while it is here: it may have come since this node's children were counted. */
    void bury(ChildRecord record) {
        if (host.find(record.name()) == null) {
            records.bury(record);
        }
    }

    /** Writes this node into a record, then runs the child. */
    void claim(ChildRecord record, StartReason reason, Consumer<ControlReply> replyTo) {
        boolean underWay = claims.contains(record.name()); // a store may take longer than a sweep to save it
        boolean stillHere = host.find(record.name()) != null; // the previous instance is about to end
        Set<String> present = clearance();
        if (underWay || stillHere || present == null) {
            replyTo.accept(ControlReply.RETRY);
            return;
        }
        if (record.hostedBy(directory.self())) {
            host.renounce(record); // it was about to begin for too long
        }
        boolean comesBack = record.spec().restart() != Restart.TEMPORARY || record.phase() == Phase.RELEASED;
        if (!comesBack) {
            records.bury(record);
            replyTo.accept(ControlReply.NONE);
            return;
        }
        byte[] state = fenced.stateFor(record);
        ChildRecord anew = record.claimedBy(directory.self(), time.epochMillis());
        ChildRecord claimed = state == null ? anew : anew.checkpointed(state);
        claims.add(record.name());
        Consumer<ControlReply> failed = reply -> {
            claims.remove(record.name());
            replyTo.accept(reply);
        };
        records.write(record, claimed, present, failed, outcome -> {
            claims.remove(record.name());
            ChildRecord mine = current(outcome, claimed);
            if (outcome.applied() && mine.hostedBy(directory.self())) { // not by the id before a merge
                fenced.used(record.name());
                host.begin(mine, reason, replyTo);
            } else {
                replyTo.accept(ControlReply.RETRY);
            }
        });
    }

    // ---- parts

    /**
     * The members without which nothing is created or claimed; null when a lost node may still run children, or give out
     * names that it coordinated. Which names those were is not known for sure, so none is given out.
     */
    private @Nullable Set<String> clearance() {
        return mandate.holds() ? mandate.clearance(directory.members()) : null;
    }

    private static ChildRecord current(Outcome outcome, ChildRecord written) {
        ChildRecord current = outcome.current();
        return current == null ? written : current;
    }
}
