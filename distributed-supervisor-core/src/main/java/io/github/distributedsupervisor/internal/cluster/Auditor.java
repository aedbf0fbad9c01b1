package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.Audit;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At each sweep, tells each node which of the records that this node decides about name it, so that it misses none, and
 * learns from the answers what runs where. What stays wrong although everybody repairs is counted.
 */
final class Auditor {

    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
    private static final long ANSWER_MILLIS = 5_000;

    private final Transport transport;
    private final RollCall rollCall;
    private final Executor executor;
    private final Audit audit = new Audit();
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** @param executor compares */
    Auditor(Transport transport, RollCall rollCall, Executor executor) {
        this.transport = transport;
        this.rollCall = rollCall;
        this.executor = executor;
    }

    /** One sweep. The reconcile loop's thread; waits for nothing. */
    void sweep(ClusterView view, List<ChildRecord> coordinated) {
        Map<String, Map<String, Long>> byHost = new HashMap<>();
        for (String node : view.states().keySet()) {
            if (view.stateOf(node) != NodeState.ABSENT) {
                byHost.put(node, new HashMap<>());
            }
        }
        for (ChildRecord record : coordinated) {
            String host = record.host();
            if (record.live() && host != null && view.alive(host)) {
                byHost.computeIfAbsent(host, each -> new HashMap<>()).put(record.name(), record.incarnation());
            }
        }
        Map<String, Long> own = byHost.remove(view.self());
        Map<String, CompletableFuture<ControlReply>> answers = new HashMap<>();
        byHost.forEach((node, names) -> answers.put(
                node,
                transport
                        .control(node, Control.expect(view.self(), names))
                        .orTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)));
        if (underWay.compareAndSet(false, true)) {
            CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
                    .whenCompleteAsync(
                            (ignored, failure) -> {
                                try {
                                    evaluate(view, coordinated, own == null ? Map.of() : own, answers);
                                } finally {
                                    underWay.set(false);
                                }
                            },
                            this::execute);
        }
    }

    private void execute(Runnable comparison) {
        try {
            executor.execute(comparison);
        } catch (RejectedExecutionException e) {
            underWay.set(false); // too busy, or closed
        }
    }

    /** A node that has not answered may run anything: then the round says nothing. */
    private void evaluate(
            ClusterView view,
            List<ChildRecord> coordinated,
            Map<String, Long> own,
            Map<String, CompletableFuture<ControlReply>> answers) {
        Map<String, Map<String, Long>> differences = new HashMap<>();
        differences.put(view.self(), rollCall.differences(view.self(), own));
        for (Map.Entry<String, CompletableFuture<ControlReply>> each : answers.entrySet()) {
            CompletableFuture<ControlReply> answer = each.getValue();
            if (answer.isCompletedExceptionally()) {
                return;
            }
            ControlReply reply = answer.getNow(ControlReply.RETRY);
            if (reply.status() == ControlReply.Status.RETRY) {
                return;
            }
            differences.put(each.getKey(), reply.incarnations());
        }
        Set<Audit.Sighting> seen = Audit.compare(view, coordinated, differences);
        for (Audit.Sighting found : round(seen)) {
            LOG.warn("child '{}' is {} for several sweeps", found.name(), found.finding());
        }
    }

    private synchronized Set<Audit.Sighting> round(Set<Audit.Sighting> seen) {
        return audit.round(seen);
    }

    /** How many findings of a kind there were. Any thread. */
    synchronized long count(Audit.Finding finding) {
        return audit.count(finding);
    }
}
