package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.runtime.Permit;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What entitles this node to run children, and to give out those of nodes that are gone. It runs them while it holds a
 * lease, which a quorum of nodes confirms again and again. Each of those remembers when it last confirmed whose lease, and
 * is against giving out any child until the last lease of a lost node is over, with a margin in which that node stops.
 * Two quorums have a node in common; so whatever one quorum gives out is not run under the other any more. Any thread.
 */
public final class Mandate implements Permit {

    private static final long FORGET_DEPARTURES_MILLIS = 3_600_000;

    private final Quorum quorum;
    private final long holdMillis;
    private final Time time;
    private final Lease lease;
    private final ConcurrentMap<String, Long> confirmed = new ConcurrentHashMap<>();
    /** Those that were there before this node and have not asked it yet: fewer others may have confirmed them. */
    private final Set<String> met = new HashSet<>();
    /** Until when this node confirms only those. */
    private final Map<Set<String>, Long> promises = new HashMap<>();
    /** The members seen since a quorum has agreed that no other node runs children. */
    private final Set<String> seen = new HashSet<>();

    /** Members that went before they had said anything, as long as nobody else has told who is counted. */
    private final Set<String> unheard = new HashSet<>();

    private boolean newcomer = true;
    private boolean informed;
    private boolean clear;
    private volatile Set<String> present = Set.of();
    private volatile int unknown;
    private volatile Electors electors = Electors.NONE;

    public Mandate(Quorum quorum, Duration lease, Time time) {
        this.quorum = quorum;
        this.holdMillis = holdOf(lease).toMillis();
        this.time = time;
        this.lease = new Lease(lease, time);
    }

    /** For how long it counts whose lease this node has confirmed. */
    static Duration holdOf(Duration lease) {
        return lease.plus(marginOf(lease));
    }

    /** How long a node may take to stop its children once its lease is over; before that it asks the others once more. */
    static Duration marginOf(Duration lease) {
        return lease.dividedBy(3);
    }

    Lease lease() {
        return lease;
    }

    Quorum quorum() {
        return quorum;
    }

    @Override
    public boolean holds() {
        return lease.holds();
    }

    /** Whether this node was together with enough others and is not any more. Any thread. */
    public boolean isCutOff() {
        return lease.isLost();
    }

    // ---- of others

    /**
     * This node is about to confirm the lease of another. One that has left and still asks is answered but not
     * remembered: it runs nothing, so nobody has to wait when its member ends.
     *
     * @param state what the other says that it is
     * @return false when this node must not: it has lately agreed that others run what that node did
     */
    boolean confirm(String node, NodeState state) {
        return state == NodeState.ABSENT || confirm(node);
    }

    /** The same for one that takes part. */
    synchronized boolean confirm(String node) {
        long now = time.millis();
        promises.values().removeIf(until -> until <= now);
        for (Set<String> members : promises.keySet()) {
            if (!members.contains(node)) {
                return false;
            }
        }
        confirmed.put(node, now);
        met.remove(node);
        seen.add(node);
        return true;
    }

    /**
     * What this node finds where it comes to. A quorum of fewer nodes may have confirmed the others before this one was counted,
     * and goes on to until they ask this one too. Those that are lost before that count as if it had confirmed them then.
     * Who comes later counts this node from the beginning.
     *
     * @param others the other nodes, and members that may be some
     * @param members all, also those that are no nodes or have left
     * @param counted whether this node takes part now, and they have said what they are
     */
    synchronized void meets(Set<String> others, Set<String> members, boolean counted) {
        lose(members);
        met.retainAll(others);
        if (newcomer) {
            met.addAll(others);
            newcomer = !counted;
        }
    }

    private void lose(Set<String> members) {
        long now = time.millis();
        met.stream().filter(node -> !members.contains(node)).forEach(node -> confirmed.put(node, now));
        met.retainAll(members);
    }

    /**
     * Somebody is about to give out the children of all nodes but these. From now on this node confirms no other, for as
     * long as a node without a lease may take to stop its children: it may not know yet that the other is gone.
     *
     * @return how long to wait until a node is gone that it has confirmed; 0 to go on
     */
    synchronized long giveUp(Set<String> members) {
        if (!quorum.isOn()) {
            return 0;
        }
        promises.put(Set.copyOf(members), time.millis() + holdMillis);
        return holdMillis(members);
    }

    /** A quorum has agreed that no node but these runs children any more. */
    synchronized void cleared(Set<String> members) {
        clear = true;
        seen.clear();
        seen.addAll(members);
    }

    /**
     * Whether this node may create and claim children: no member has gone out of its sight since a quorum has agreed that
     * no other node runs any.
     */
    synchronized boolean isClear(Set<String> members) {
        seen.addAll(members);
        return !quorum.isOn() || (clear && members.containsAll(seen));
    }

    /**
     * Whether this node {@linkplain #isClear is clear}, and for how long: what it then writes is on its way for longer,
     * perhaps, than the cluster stays whole.
     *
     * @return the members that must still be there when it is written; null when this node is not clear
     */
    synchronized @Nullable Set<String> clearance(Set<String> members) {
        if (!isClear(members)) {
            return null;
        }
        return quorum.isOn() ? Set.copyOf(seen) : Set.of();
    }

    /**
     * How long a node that is no member any more may still run children, as far as this node knows; 0 when there is none.
     */
    synchronized long holdMillis(Set<String> members) {
        if (!quorum.isOn()) {
            return 0;
        }
        lose(members);
        long now = time.millis();
        long longest = 0;
        for (Map.Entry<String, Long> each : confirmed.entrySet()) {
            if (!members.contains(each.getKey())) {
                long left = each.getValue() + holdMillis - now;
                if (left <= 0) {
                    confirmed.remove(each.getKey(), each.getValue());
                }
                longest = Math.max(longest, left);
            }
        }
        return longest;
    }

    // ---- electorate

    Electors electors() {
        return electors;
    }

    /** How many nodes must agree now. */
    int needed() {
        return quorum.needed(Math.max(electors.size(), present.size() + unknown));
    }

    /**
     * What this node sees.
     *
     * @param nodes those that confirm leases
     * @param silent the members that have not said yet whether they are such nodes: until then they count, and longer when
     *     all have gone before one of them has told this node who else is counted
     * @param members all
     */
    synchronized void together(Set<String> nodes, Set<String> silent, Set<String> members) {
        seen.addAll(members);
        if (!informed) {
            unheard.addAll(silent);
            unheard.removeIf(member -> members.contains(member) && !silent.contains(member));
        }
        unknown = Math.max(silent.size(), unheard.size());
        present = Set.copyOf(nodes);
        change(known -> known.forgetting(time.epochMillis() - FORGET_DEPARTURES_MILLIS));
    }

    /** A node has left and runs nothing any more. */
    synchronized void left(String node, long stamp) {
        confirmed.remove(node);
        met.remove(node);
        change(known -> known.left(node, stamp));
    }

    synchronized void learn(Electors others) {
        if (others.size() > 0) {
            knowsWhoIsCounted();
        }
        change(known -> known.merge(others));
    }

    /** This node is in another cluster: what it saw is no more. What it has confirmed still holds, and who is counted. */
    synchronized void moved() {
        present = Set.of();
        unknown = 0;
        clear = false;
        seen.clear();
        newcomer = true;
    }

    /** Nodes that are missing do not come back. */
    synchronized void accept(int remaining, String decision) {
        knowsWhoIsCounted();
        change(known -> known.lowered(remaining, decision, time.epochMillis()));
    }

    /** Nodes that are missing do not come back; tells how many they were. */
    int acceptLosses() {
        int missing = Math.max(electors.size(), present.size() + unknown) - present.size();
        if (missing > 0) {
            accept(present.size(), UUID.randomUUID().toString());
        }
        return Math.max(0, missing);
    }

    NodeReport.Lease report() {
        return new NodeReport.Lease(holds(), needed(), Math.max(0, electors.size()));
    }

    private void knowsWhoIsCounted() {
        informed = true;
        unheard.clear();
    }

    private synchronized void change(UnaryOperator<Electors> change) {
        // a departure that is heard of late must not make the number less than the nodes that are there
        electors = change.apply(electors).together(present);
    }
}
