package io.github.distributedsupervisor.internal.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One round in which a node asks for its lease: which nodes have confirmed it. Each counts once, however often its answer
 * comes. Any thread.
 */
final class LeaseRound {

    private final Lease.Moment asked;
    private final int neededWhenAsked;
    private final Set<String> confirmedBy = ConcurrentHashMap.newKeySet();

    /**
     * @param asked when: the lease counts from there
     * @param needed how many nodes had to confirm it then
     */
    LeaseRound(Lease.Moment asked, int needed) {
        this.asked = asked;
        this.neededWhenAsked = needed;
    }

    Lease.Moment asked() {
        return asked;
    }

    /**
     * A node has confirmed it.
     *
     * @param neededNow how many must by now: an answer may tell of more nodes than were known when it was asked for
     * @return whether those that have are enough
     */
    boolean confirmed(String node, int neededNow) {
        confirmedBy.add(node);
        return confirmedBy.size() >= Math.max(neededWhenAsked, neededNow);
    }
}
