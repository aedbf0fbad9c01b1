package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import org.jspecify.annotations.Nullable;

/** Makes the children of this node and their records agree, as reconcile asks for it. Runs on the control thread. */
final class Repair {

    private final Registry registry;
    private final ChildHost host;
    private final NodeDirectory directory;
    private final Threads threads;
    private final Time time;

    Repair(Registry registry, ChildHost host, NodeDirectory directory, Threads threads, Time time) {
        this.registry = registry;
        this.host = host;
        this.directory = directory;
        this.threads = threads;
        this.time = time;
    }

    /** Gives up a record that names this node, which has no such child, as long as another can take it. */
    void vacate(ChildRecord record) {
        boolean putAway = directory.view().readyNodes().isEmpty(); // by now: its last state is in the store only
        if (host.find(record.name()) == null && !putAway) {
            host.renounce(record);
            registry.compareAndSet(record, record.released(null, null, time.epochMillis()));
        }
    }

    /** Writes the record of a child of this node again, unless a newer instance exists. */
    void reassert(String name, long incarnation) {
        HostedChild child = host.find(name);
        if (child == null || !child.settled() || child.record.incarnation() != incarnation) {
            return;
        }
        registry.readSurely(name)
                .whenCompleteAsync(
                        (record, failure) -> {
                            if (failure == null && child.settled() && child.record.incarnation() == incarnation) {
                                reassertOver(child, record);
                            }
                        },
                        threads.control());
    }

    private void reassertOver(HostedChild child, @Nullable ChildRecord record) {
        if (record != null && record.incarnation() >= child.record.incarnation()) {
            if (record.incarnation() > child.record.incarnation() || !record.hostedBy(directory.self())) {
                host.fencing.stopSilently(child);
                return;
            }
            if (record.revision() >= child.record.revision()) {
                return;
            }
        }
        child.inTurn(() -> registry.compareAndSet(record, child.record.reassertedOver(record, time.epochMillis()))
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            ChildRecord current = outcome == null ? null : outcome.current();
                            if (outcome != null && outcome.applied() && current != null) {
                                child.recorded(current, host.census);
                            }
                            child.turnIsOver();
                        },
                        threads.control()));
    }

    /** Lets a child of this node go on under the incarnation that a merge has given it. */
    void adopt(ChildRecord record) {
        HostedChild child = host.find(record.name());
        if (child == null || !child.settled() || child.record.incarnation() >= record.incarnation()) {
            return;
        }
        if (RecordWriter.wasMerged(child.record, record)) {
            child.inTurn(() -> {
                if (RecordWriter.wasMerged(child.record, record)) {
                    host.adopt(child, record);
                }
                child.turnIsOver();
            });
        } else {
            host.fencing.stopSilently(child);
        }
    }

    /** Stops a child of this node whose record names another instance. */
    void stopObsolete(String name, long incarnation) {
        HostedChild child = host.find(name);
        if (child != null && child.settled() && child.record.incarnation() == incarnation) {
            host.fencing.stopSilently(child);
        }
    }
}
