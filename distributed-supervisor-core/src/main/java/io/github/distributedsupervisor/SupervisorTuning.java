package io.github.distributedsupervisor;

import io.github.distributedsupervisor.internal.Settings;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Times and limits of a supervisor. Each has a default that suits most; a setter refuses what cannot work with an {@link
 * IllegalArgumentException}.
 *
 * <p>One setter with its contract for each setting, and nothing else.
 *
 * @param <B> the builder
 */
abstract class SupervisorTuning<B extends SupervisorTuning<B>> {

    /** How long a call waits when no timeout is given. */
    public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(5);
    /** How long starting and terminating a child may take for the caller. */
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);
    /** How long a move waits for the message that the child is handling; past it the move is tried again later. */
    public static final Duration DEFAULT_HANDOFF_TIMEOUT = Duration.ofSeconds(10);
    /** How long leaving a node may take. */
    public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(20);
    /** How often records, membership and local children are compared when nothing happens. */
    public static final Duration DEFAULT_SWEEP_INTERVAL = Duration.ofSeconds(2);
    /** How long the cluster must be unchanged before children are moved for balance. */
    public static final Duration DEFAULT_STABLE_AFTER = Duration.ofSeconds(1);
    /** How many children move for balance at a time, counted by each coordinating node. */
    public static final int DEFAULT_MAX_CONCURRENT_MOVES = 32;
    /** How long a child that has moved stays before it is moved for balance. */
    public static final Duration DEFAULT_MIN_RESIDENCY = Duration.ofSeconds(10);
    /** How many messages may wait for one child, and how many of one node may be under way to it. */
    public static final int DEFAULT_MAILBOX_CAPACITY = 10_000;
    /** How many messages of this node may wait for answers or acknowledgements. */
    public static final int DEFAULT_MAX_IN_FLIGHT = 200_000;
    /** How many bytes a message, an answer or the arguments of a child may have when they leave the node: 1 MiB. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = 1 << 20;
    /** How many bytes the state of a child may have: 4 MiB. */
    public static final int DEFAULT_MAX_STATE_SIZE = 4 << 20;
    /** How many children run at once at most on a node. */
    public static final int DEFAULT_CHILD_THREADS = 256;
    /** How many copies of each record other members keep. */
    public static final int DEFAULT_BACKUP_COUNT = 2;

    /** How long a node runs its children without hearing from the others. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(3);

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(300);

    private Duration callTimeout = DEFAULT_CALL_TIMEOUT;
    private Duration startTimeout = DEFAULT_START_TIMEOUT;
    private Duration handoffTimeout = DEFAULT_HANDOFF_TIMEOUT;
    private Duration drainTimeout = DEFAULT_DRAIN_TIMEOUT;
    private Duration sweepInterval = DEFAULT_SWEEP_INTERVAL;
    private Duration stableAfter = DEFAULT_STABLE_AFTER;
    private int maxConcurrentMoves = DEFAULT_MAX_CONCURRENT_MOVES;
    private Duration minResidency = DEFAULT_MIN_RESIDENCY;
    private int mailboxCapacity = DEFAULT_MAILBOX_CAPACITY;
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private int maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
    private int maxStateSize = DEFAULT_MAX_STATE_SIZE;
    private int childThreads = DEFAULT_CHILD_THREADS;
    private boolean virtualThreads;
    private int backupCount = DEFAULT_BACKUP_COUNT;
    private RestartIntensity restartIntensity = RestartIntensity.DEFAULT;
    private RestartBackOff restartBackOff = RestartBackOff.DEFAULT;
    private Set<String> nodes = Set.of();
    private PlacementStrategy placement = PlacementStrategy.partitionOwner();
    private Quorum quorum = Quorum.off();
    private Duration lease = DEFAULT_LEASE;
    private boolean eventsSuppressed;

    SupervisorTuning() {}

    abstract B self();

    Settings settings() {
        return new Settings(
                callTimeout,
                startTimeout,
                handoffTimeout,
                drainTimeout,
                sweepInterval,
                stableAfter,
                maxConcurrentMoves,
                minResidency,
                mailboxCapacity,
                maxInFlight,
                new SizeLimits(maxMessageSize, maxStateSize),
                childThreads,
                virtualThreads,
                backupCount,
                restartIntensity,
                restartBackOff,
                nodes,
                placement,
                quorum,
                lease,
                eventsSuppressed);
    }

    /**
     * How long a call waits when no timeout is given.
     *
     * @param timeout positive
     * @return this
     */
    public B callTimeout(Duration timeout) {
        callTimeout = Settings.positive("callTimeout", timeout);
        return self();
    }

    /**
     * How long starting and terminating a child may take for the caller.
     *
     * @param timeout positive
     * @return this
     */
    public B startTimeout(Duration timeout) {
        startTimeout = Settings.positive("startTimeout", timeout);
        return self();
    }

    /**
     * How long a move waits for the message that the child is handling.
     *
     * @param timeout positive
     * @return this
     */
    public B handoffTimeout(Duration timeout) {
        handoffTimeout = Settings.positive("handoffTimeout", timeout);
        return self();
    }

    /**
     * How long {@link DistributedSupervisor#close} waits for children to leave.
     *
     * @param timeout positive
     * @return this
     */
    public B drainTimeout(Duration timeout) {
        drainTimeout = Settings.positive("drainTimeout", timeout);
        return self();
    }

    /**
     * How often records, membership and local children are compared when nothing happens.
     *
     * @param interval positive
     * @return this
     */
    public B sweepInterval(Duration interval) {
        sweepInterval = Settings.positive("sweepInterval", interval);
        return self();
    }

    /**
     * When and how many children move for balance.
     *
     * @param newStableAfter how long the cluster must be unchanged before
     * @param newMaxConcurrentMoves how many at a time, counted by each coordinating node
     * @return this
     */
    public B rebalance(Duration newStableAfter, int newMaxConcurrentMoves) {
        if (newStableAfter.isNegative()) {
            throw new IllegalArgumentException("stableAfter must not be negative, but is " + newStableAfter);
        }
        stableAfter = newStableAfter;
        maxConcurrentMoves = Settings.positive("maxConcurrentMoves", newMaxConcurrentMoves);
        return self();
    }

    /**
     * How long a child stays where it has moved, or where it was started after its node died, before it is moved for
     * balance. It leaves a node that leaves all the same. With more than a restart of all nodes, one after the
     * other, takes, a child that has moved once moves again only when its own node is restarted.
     *
     * @param residency not negative
     * @return this
     */
    public B minResidency(Duration residency) {
        if (residency.isNegative()) {
            throw new IllegalArgumentException("minResidency must not be negative, but is " + residency);
        }
        minResidency = residency;
        return self();
    }

    /**
     * How many nodes must reach each other for children to run.
     *
     * @param newQuorum the same on all nodes; by default {@link Quorum#off}
     * @return this
     */
    public B quorum(Quorum newQuorum) {
        quorum = Objects.requireNonNull(newQuorum);
        return self();
    }

    /**
     * How long a node runs its children without hearing from the others. With a quorum, children of a lost node are
     * started elsewhere after a third more than that, counted from when it was last heard of. It should be shorter than
     * Hazelcast's heartbeat timeout.
     *
     * @param newLease the same on all nodes, 300 ms at least
     * @return this
     */
    public B lease(Duration newLease) {
        if (newLease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "lease must be at least " + SHORTEST_LEASE.toMillis() + " ms, but is " + newLease);
        }
        lease = Settings.positive("lease", newLease);
        return self();
    }

    /**
     * How many messages may wait.
     *
     * @param newMailboxCapacity for one child, and from one node under way to it
     * @param newMaxInFlight from this node to all children
     * @return this
     */
    public B capacity(int newMailboxCapacity, int newMaxInFlight) {
        mailboxCapacity = Settings.positive("mailboxCapacity", newMailboxCapacity);
        maxInFlight = Settings.positive("maxInFlight", newMaxInFlight);
        return self();
    }

    /**
     * How much may be sent at once. A message, an answer or arguments that have more bytes are refused with a {@link
     * MessageTooLargeException}. A larger state is no checkpoint, and a child moves without it. An immutable message to a
     * child of the same node is passed as it is and not measured.
     *
     * @param newMaxMessageSize bytes of a message, an answer, or the arguments of a child
     * @param newMaxStateSize bytes of a state
     * @return this
     */
    public B sizeLimits(int newMaxMessageSize, int newMaxStateSize) {
        maxMessageSize = Settings.positive("maxMessageSize", newMaxMessageSize);
        maxStateSize = Settings.positive("maxStateSize", newMaxStateSize);
        return self();
    }

    /**
     * How many children run at once. Threads that are not needed for a minute end.
     *
     * @param threads at most so many; a child that waits counts, unless it waits for what it has asked this library for, such as
     *     the answer to a call
     * @return this
     */
    public B childThreads(int threads) {
        childThreads = Settings.positive("childThreads", threads);
        return self();
    }

    /**
     * Runs children on virtual threads, without a limit to how many run at once: a child that waits holds no thread of the
     * machine. Before Java 21, which brought them, children run on as many platform threads as {@link #childThreads} allows.
     *
     * @param virtual false by default
     * @return this
     */
    public B virtualThreads(boolean virtual) {
        virtualThreads = virtual;
        return self();
    }

    /**
     * How many copies of each record other members keep: half the nodes survive a split at once, so half their number.
     *
     * @param backups 0 to 6
     * @return this
     */
    public B backupCount(int backups) {
        if (backups < 0 || backups > 6) {
            throw new IllegalArgumentException("backupCount must be 0 to 6, but is " + backups);
        }
        backupCount = backups;
        return self();
    }

    /**
     * How many restarts are too many for a child whose spec does not say it. It is kept with the child when that is started,
     * wherever it runs later.
     *
     * @param intensity by default {@link RestartIntensity#DEFAULT}
     * @return this
     * @see ChildSpec#intensity(int, Duration)
     */
    public B restartIntensity(RestartIntensity intensity) {
        restartIntensity = Objects.requireNonNull(intensity);
        return self();
    }

    /**
     * How long children of this node wait before they are restarted.
     *
     * @param backOff by default {@link RestartBackOff#DEFAULT}
     * @return this
     */
    public B restartBackOff(RestartBackOff backOff) {
        restartBackOff = Objects.requireNonNull(backOff);
        return self();
    }

    /**
     * The nodes that take children; others only reach them. Give all nodes the same.
     *
     * @param namesOrAddresses as {@link SupervisorNode} tells them; none for all nodes, which is the default
     * @return this
     */
    public B nodes(String... namesOrAddresses) {
        for (String node : namesOrAddresses) {
            if (node.isBlank()) {
                throw new IllegalArgumentException(
                        "a node needs a name or an address, but one of " + List.of(namesOrAddresses) + " is blank");
            }
        }
        nodes = Set.of(namesOrAddresses);
        return self();
    }

    /**
     * Where children belong. Give all nodes the same.
     *
     * @param strategy by default {@link PlacementStrategy#partitionOwner()}
     * @return this
     */
    public B placement(PlacementStrategy strategy) {
        placement = Objects.requireNonNull(strategy);
        return self();
    }

    /** For tests: react to no Hazelcast event, so that only the sweep repairs. */
    B suppressHazelcastEvents(boolean suppress) {
        eventsSuppressed = suppress;
        return self();
    }
}
