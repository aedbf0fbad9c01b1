package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Settings;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.reconcile.Action;
import io.github.distributedsupervisor.internal.reconcile.ClusterView;
import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.reconcile.OverdueClaims;
import io.github.distributedsupervisor.internal.reconcile.ReconcileInput;
import io.github.distributedsupervisor.internal.reconcile.Reconciler;
import io.github.distributedsupervisor.internal.reconcile.Suspects;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.FatalError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what should be with what is, again and again: when something woke it, and at each sweep. It remembers nothing
 * that matters, so a missed event costs at most a sweep.
 */
final class ReconcileLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
    private static final long OVERDUE_MILLIS = 1_500;
    private static final long READ_MILLIS = 2_000;
    private static final long GATHER_MILLIS = 10;
    private static final long RETRY_MILLIS = 100;
    private static final long SUSPECT_MILLIS = 250;
    private static final long TOMBSTONE_MILLIS = 3_600_000;

    private final Registry registry;
    private final NodeDirectory directory;
    private final LostNodes lost;
    private final ChildHost host;
    private final ActionRunner runner;
    private final Auditor auditor;
    private final Mandate mandate;
    private final Settings settings;
    private final Time time;
    private final Thread thread;
    private final ExecutorService readers;
    private final Restoration restoration;
    private final OverdueClaims overdueClaims = new OverdueClaims(OVERDUE_MILLIS);
    private final Object signal = new Object();
    private boolean woken = true;
    private volatile boolean closed;
    private volatile long passes;
    private long sweptMillis;

    /** What the loop needs. */
    record Parts(
            Registry registry,
            Restoration restoration,
            NodeDirectory directory,
            LostNodes lost,
            ChildHost host,
            ActionRunner runner,
            Auditor auditor,
            Mandate mandate,
            Settings settings) {}

    ReconcileLoop(Parts parts, ThreadFactory threads) {
        this.registry = parts.registry();
        this.restoration = parts.restoration();
        this.directory = parts.directory();
        this.lost = parts.lost();
        this.host = parts.host();
        this.runner = parts.runner();
        this.auditor = parts.auditor();
        this.mandate = parts.mandate();
        this.settings = parts.settings();
        this.time = Time.SYSTEM;
        this.sweptMillis = time.millis() - settings.sweepInterval().toMillis();
        this.thread = threads.newThread(this);
        this.readers = Executors.newCachedThreadPool(threads);
    }

    void start() {
        thread.start();
    }

    /** Reconcile now. Any thread. */
    void wake() {
        synchronized (signal) {
            woken = true;
            signal.notifyAll();
        }
    }

    long passes() {
        return passes;
    }

    void close() throws InterruptedException {
        closed = true;
        wake();
        thread.join(5_000);
        readers.shutdownNow();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                await();
                if (!closed) {
                    passWhateverHappens();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("reconciling ends", e);
        }
    }

    /** This thread must not end: no child would be taken over any more. */
    private void passWhateverHappens() throws InterruptedException {
        try {
            pass();
        } catch (Error e) {
            FatalError.survived(LOG, "reconciling", e); // the next sweep tries again
        }
    }

    /** Returns when something woke it, or when it is time for a sweep. */
    private void await() throws InterruptedException {
        long deadline = sweptMillis + settings.sweepInterval().toMillis();
        synchronized (signal) {
            while (!woken && !closed && time.millis() < deadline) {
                signal.wait(Math.max(1, deadline - time.millis()));
            }
        }
        Thread.sleep(GATHER_MILLIS); // events come in flocks: a migration is one for each partition
        synchronized (signal) {
            woken = false;
        }
    }

    private void pass() throws InterruptedException {
        try {
            boolean sweep =
                    time.millis() - sweptMillis >= settings.sweepInterval().toMillis();
            if (sweep) {
                sweptMillis = time.millis();
            }
            directory.prune();
            if (sweep) {
                directory.exchange();
                host.lookForStuckChildren();
            }
            if (mandate.holds()) {
                reconcile(sweep);
            }
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warn("reconciling failed and is tried again: {}", e.toString());
                LOG.debug("reconciling failed", e);
                runner.later(RETRY_MILLIS, this::wake);
            }
        }
        passes++;
    }

    private void reconcile(boolean sweep) throws InterruptedException {
        ClusterView before = directory.view();
        List<LocalChild> children = host.snapshot();
        Set<Object> mine = directory
                .partitions()
                .keysWhere((partition, owner) -> before.self().equals(before.coordinatorOf(partition, owner)));
        restoration.check(mine, before.members(), sweep, this::wake);
        List<ChildRecord> coordinated = read(() -> registry.inPartitions(mine));
        List<ChildRecord> hosted = hosted(before.self(), coordinated, children);
        // after the records: else one that joined meanwhile would be taken for dead by what it has written into them
        ClusterView view = directory.view();
        lost.see(view, directory.nodes());
        host.census.coordinates(
                coordinated,
                record -> !view.alive(record.host()),
                record -> ChildDescriptions.statusOf(record, record.host() != null, () -> view));
        if (sweep) {
            runner.passivateIdle();
            auditor.sweep(view, coordinated);
        }
        Set<String> overdue = overdueClaims.among(coordinated, hosted, time.millis());
        ReconcileInput input = new ReconcileInput(
                view,
                coordinated,
                hosted,
                children,
                runner.moving(),
                overdue,
                time.epochMillis(),
                new ReconcileInput.Limits(
                        settings.stableAfter().toMillis(),
                        settings.maxConcurrentMoves(),
                        TOMBSTONE_MILLIS,
                        settings.minResidency().toMillis(),
                        host.firstChild.comesAlone(time.millis())),
                suspects(view, coordinated));
        List<Action> actions = Reconciler.decide(input);
        if (!actions.isEmpty()) {
            LOG.debug("reconcile: {} actions, first {}", actions.size(), actions.get(0));
        }
        long alone = host.firstChild.decided(input, actions, time.millis());
        if (alone > 0) {
            runner.later(alone, this::wake);
        }
        runner.run(actions, view);
        boolean waitsForStability = view.stableMillis() < settings.stableAfter().toMillis();
        // what is overdue was acted on, or waits for a node that is away: the sweep looks after it
        boolean waitsForClaims = overdue.size() < overdueClaims.waiting();
        if (waitsForStability || waitsForClaims) {
            runner.later(Math.max(50, settings.stableAfter().toMillis() / 4), this::wake);
        }
    }

    private Suspects suspects(ClusterView view, List<ChildRecord> coordinated) throws InterruptedException {
        Map<String, Long> lostAt = lost.hostsOf(coordinated, view);
        boolean any = coordinated.stream().anyMatch(record -> record.underSuspicion() && !view.alive(record.host()));
        if (any) {
            runner.later(SUSPECT_MILLIS, this::wake); // whose turn it is depends on children elsewhere
        }
        return new Suspects(lostAt, any ? read(registry::suspects) : List.of());
    }

    /**
     * The records of this node's children, and those that name it: most of them are among those it coordinates, of the
     * others their coordinators tell.
     */
    private List<ChildRecord> hosted(String self, List<ChildRecord> coordinated, List<LocalChild> children)
            throws InterruptedException {
        Set<String> wanted = new HashSet<>(runner.takeExpected());
        children.forEach(child -> wanted.add(child.name()));
        List<ChildRecord> hosted = new ArrayList<>();
        for (ChildRecord record : coordinated) {
            if (wanted.remove(record.name()) || record.hostedBy(self)) {
                hosted.add(record);
            }
        }
        hosted.addAll(read(() -> registry.named(wanted)));
        return hosted;
    }

    /** An answer that was under way when a member died may never come; the grid itself would wait for a minute. */
    private List<ChildRecord> read(Callable<List<ChildRecord>> query) throws InterruptedException {
        Future<List<ChildRecord>> answer = readers.submit(query);
        try {
            return answer.get(READ_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IllegalStateException("no answer of the grid in " + READ_MILLIS + " ms", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the records", e.getCause());
        }
    }
}
