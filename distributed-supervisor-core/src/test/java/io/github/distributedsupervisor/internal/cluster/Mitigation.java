package io.github.distributedsupervisor.internal.cluster;

import org.jspecify.annotations.Nullable;

/** What keeps the promises. Each can be switched off, to see that the simulation then finds a broken one. */
enum Mitigation {
    LEASE_CHECK("the lease is checked before each message and start"),
    STOP_WHEN_LOST("children stop when their node has no lease and gets none"),
    FROM_SENDING("a lease counts from when it was asked for, not from the answer"),
    WALL_CLOCK("a lease is over by the wall clock too"),
    DISTINCT_NODES("each node confirms a lease once, however often its answer comes"),
    MAJORITY("a lease needs more than half of the nodes"),
    ELECTORATE("a node that joins is counted at once"),
    MEMBERS_ONLY("the lease of a node that is no member is not confirmed"),
    TAKEOVER_HOLD("nothing is given out while a lost node may still hold a lease"),
    PROMISE("who agrees that the children of a node are given out does not confirm it any more"),
    CLEARANCE("a node that has lost sight of another creates and claims nothing before a quorum agrees"),
    COLLECT_QUORUM("a quorum says of the children of a lost node what it runs"),
    NO_LEASE_IN_A_MERGE("a node has no lease while it is merged"),
    STOP_AT_MERGING("the side that gives in stops its children before the merge"),
    MERGED_INCARNATION("a merge puts the incarnation above both"),
    MERGED_TOMBSTONES("what one side has removed stays removed"),
    MERGED_START("what one side has started is not removed because a start failed on the other"),
    COMPARE_AND_SET("a record changes only from the revision that was seen"),
    SAME_INCARNATION("a child is claimed only from the incarnation that was found to be over"),
    HOST_ALIVE("only children of hosts that are no members are claimed", SAME_INCARNATION),
    STILL_TOGETHER("a claim decided before a split is not written after it"),
    ONCE_ON_A_NODE("an instance that has left a node does not begin there again"),
    BURY_WHEN_GONE("a record is not removed while its instance is still here"),
    LEFT_NO_VOTE("a node that has left confirms no lease"),
    LAPSE("those that found no lease go on although it was renewed before its keeper saw that"),
    BEFORE_IT_CAME("a node that has joined holds back for leases that were confirmed before it came");

    private final String meaning;
    private final @Nullable Mitigation before;

    Mitigation(String meaning) {
        this(meaning, null);
    }

    Mitigation(String meaning, @Nullable Mitigation before) {
        this.meaning = meaning;
        this.before = before;
    }

    /** The one that this one stands behind: it is switched off as well, because nothing comes past it. */
    @Nullable
    Mitigation before() {
        return before;
    }

    String meaning() {
        return meaning;
    }
}
