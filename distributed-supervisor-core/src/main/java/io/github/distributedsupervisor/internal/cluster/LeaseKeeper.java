package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Address;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.RemovedException;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.runtime.FatalError;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease of this node alive, on a thread of its own that does nothing else, by asking the other nodes again and
 * again. When the lease is over, because they did not answer or because this process stood still, children do nothing any
 * more; the others are asked at once, and either the children go on, or they are stopped.
 *
 * <p>Rounds, answers and the fence are here together, because they share one state that is read by more than one thread.
 */
final class LeaseKeeper implements Runnable, Executor {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int ROUNDS_PER_LEASE = 4;
    private static final long EAGER_MILLIS = 50;

    private final NodeDirectory directory;
    private final Transport transport;
    private final Mandate mandate;
    private final Lease lease;
    private final Time time;
    private final long periodMillis;
    private final long patienceMillis;
    private final Fence fence;
    private final Outcomes outcomes;
    private final Thread thread;
    private final Object signal = new Object();
    private final Witnesses witnesses;

    private volatile long refusedAtNanos;
    private volatile boolean refused;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean suspended;
    private volatile boolean closed;

    /** What follows. Called on the keeper's thread; must not block. */
    interface Outcomes {
        /** The children of this node are to be stopped: others may run them. */
        void lost();

        /** They may run, again or for the first time. */
        void held();
    }

    LeaseKeeper(NodeDirectory directory, Transport transport, Mandate mandate, Duration length, Outcomes outcomes) {
        this.directory = directory;
        this.transport = transport;
        this.mandate = mandate;
        this.witnesses = new Witnesses(transport);
        this.lease = mandate.lease();
        this.time = Time.SYSTEM;
        this.periodMillis = Math.max(1, length.toMillis() / ROUNDS_PER_LEASE);
        // with a quorum others wait no longer than the margin; without, somebody may be there whom one takes for dead
        this.patienceMillis = mandate.quorum().isOn() ? Mandate.marginOf(length).toMillis() / 2 : length.toMillis();
        this.fence = new Fence(patienceMillis);
        this.outcomes = outcomes;
        this.thread = new Thread(this);
    }

    /** Begins; waits at most so long for the first lease. */
    void start(String threadName, Duration patience) {
        thread.setName(threadName);
        thread.setDaemon(true);
        thread.start();
        long deadline = time.millis() + patience.toMillis();
        synchronized (signal) {
            try {
                while (!lease.holds() && time.millis() < deadline) {
                    signal.wait(Math.max(1, deadline - time.millis()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!lease.holds()) {
            LOG.info("this node runs no children before {} nodes are together", mandate.needed());
        }
    }

    /** Takes the lease away until {@link #resume}: the cluster of this node is about to become another one. */
    void suspend() {
        synchronized (signal) {
            suspended = true;
            lease.drop();
            notifyKeeper();
        }
    }

    /** Asks for a lease again, in whatever cluster this node is now. */
    void resume() {
        witnesses.forgetAllBut(Set.of());
        suspended = false;
        notifyKeeper();
    }

    void close() {
        closed = true;
        notifyKeeper();
    }

    /** Runs something on the keeper's thread, which keeps no lease meanwhile. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        notifyKeeper();
    }

    private void notifyKeeper() {
        synchronized (signal) {
            signal.notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                pause(turn() ? EAGER_MILLIS : periodMillis);
            }
        } catch (InterruptedException e) {
            LOG.debug("the lease ends", e);
        }
    }

    /** Tells whether the next turn is to come soon. */
    private boolean turn() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            // before the look at the lease: this process may stand still between the two
            Lease.Moment asked = lease.now();
            boolean eager = !lease.holds() || lease.lapsed() || fence.isUp();
            round(eager, asked);
            return eager;
        } catch (Throwable e) {
            return failed(e);
        }
    }

    /** This thread must not end: without it the children would wait for ever. */
    private boolean failed(Throwable thrown) {
        FatalError.survived(LOG, "keeping the lease", thrown);
        try {
            raiseFence();
            if (!lease.holds() && fence.outOfPatience(time.millis())) {
                stopChildren("it cannot keep its lease");
            }
        } catch (Throwable e) {
            // the next turn tries again
        }
        return !lease.holds();
    }

    private void round(boolean eager, Lease.Moment asked) {
        try {
            directory.members(); // fails when the member is gone
            if (!eager) {
                renew(asked);
            } else if (!suspended) {
                recover();
            }
        } catch (RuntimeException e) {
            LOG.debug("no lease without a running member", e);
            raiseFence();
            if (!lease.holds()) {
                stopChildren("its Hazelcast member has ended");
            }
        }
    }

    private void pause(long millis) throws InterruptedException {
        long deadline = time.millis() + millis;
        synchronized (signal) {
            // no earlier for an answer: that only renews what holds; but at once when a lease that was over holds again
            while (!closed && tasks.isEmpty() && time.millis() < deadline && !isBack()) {
                signal.wait(Math.max(1, deadline - time.millis()));
            }
        }
    }

    /** Also when it was over between two looks at it: an answer may come late. */
    private boolean isBack() {
        return !suspended && (fence.isUp() || lease.lapsed()) && lease.holds();
    }

    // ---- while it holds

    private void renew(Lease.Moment asked) {
        Set<String> present = directory.electors().keySet();
        if (lease.holds()) { // else this process stood still: those that it misses now may have removed it
            witnesses.forgetAllBut(present);
        }
        if (!mandate.quorum().isOn() && !refusedLately()) {
            confirmed(asked);
        }
        ask(asked);
    }

    /** Asks all nodes; their answers renew the lease as soon as they are enough. */
    private void ask(Lease.Moment asked) {
        Map<String, Address> peers = directory.electors();
        LeaseRound round = new LeaseRound(asked, mandate.needed());
        boolean mayRun = directory.state() != NodeState.ABSENT;
        if (mayRun
                && round.confirmed(directory.self(), mandate.needed())
                && mandate.quorum().isOn()) {
            confirmed(asked);
        }
        Control request = Control.lease(directory.own());
        peers.forEach((peer, address) -> transport
                .control(peer, request)
                .whenCompleteAsync(
                        (reply, failure) -> {
                            if (failure instanceof RemovedException && witnesses.include(peer)) {
                                refuse();
                            } else if (confirms(reply)) {
                                witnesses.add(peer, address);
                                if (round.confirmed(peer, mandate.needed())
                                        && mandate.quorum().isOn()) {
                                    confirmed(round.asked());
                                }
                            }
                        },
                        Runnable::run));
    }

    private boolean confirms(@Nullable ControlReply reply) {
        if (reply == null || reply.status() != ControlReply.Status.OK || reply.announcement() == null) {
            return false;
        }
        mandate.learn(reply.announcement().electors());
        // one that has left is not counted, so it does not count: the answer may be the first that tells of it
        return reply.announcement().state() != NodeState.ABSENT;
    }

    private void confirmed(Lease.Moment asked) {
        synchronized (signal) {
            if (!suspended) {
                lease.renew(asked);
                notifyKeeper();
            }
        }
    }

    private void refuse() {
        if (!mandate.quorum().isOn()) { // with a quorum the others decide
            refusedAtNanos = time.nanos();
            refused = true;
            lease.drop();
        }
    }

    private boolean refusedLately() {
        return refused && time.nanos() - refusedAtNanos < patienceMillis * 2_000_000;
    }

    // ---- when it is over

    private void recover() {
        if (lease.holds()) {
            recovered();
            return;
        }
        raiseFence();
        if (mandate.quorum().isOn()) {
            ask(lease.now());
        } else {
            askWhoeverWasThere(lease.now());
        }
        if ((refused || fence.outOfPatience(time.millis())) && !lease.holds()) {
            stopChildren(refused ? "it was removed from the cluster" : "too few other nodes answer");
        }
    }

    private void raiseFence() {
        if (!lease.holds() && fence.raise(time.millis()) && fence.everHeld()) {
            LOG.warn("this node has no lease any more: its children wait until other nodes have confirmed it");
        }
    }

    private void stopChildren(String why) {
        if (fence.stops()) {
            LOG.warn("this node stops its children: {}", why);
            outcomes.lost();
        }
    }

    private void recovered() {
        synchronized (signal) {
            if (suspended) {
                return; // whoever suspends it stops the children: that comes after what is said here
            }
            if (fence.everHeld() && fence.isUp()) {
                LOG.info("this node has a lease again after {} ms", fence.upMillis(time.millis()));
            }
            fence.lower();
            lease.clearLapse();
            refused = false;
            outcomes.held();
        }
    }

    /**
     * Without a quorum. This process may have stood still for so long that the others have removed it, which it cannot see
     * by itself. So those that were there before say whether it is still a member of theirs. Where nobody is left to say
     * so, it goes on.
     */
    private void askWhoeverWasThere(Lease.Moment asked) {
        boolean nobodyAnswers = fence.outOfPatience(time.millis()) && !refusedLately();
        if (witnesses.isEmpty() || nobodyAnswers) {
            confirmed(asked);
            return;
        }
        witnesses.ask(this::refuse, () -> {
            if (!refusedLately()) {
                confirmed(asked);
            }
        });
    }
}
