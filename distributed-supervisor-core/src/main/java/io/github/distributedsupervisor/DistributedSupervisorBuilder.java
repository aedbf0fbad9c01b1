package io.github.distributedsupervisor;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.internal.Settings;
import io.github.distributedsupervisor.internal.SupervisorAssembly;
import io.github.distributedsupervisor.internal.messaging.ForyMessageCodec;
import io.github.distributedsupervisor.internal.runtime.ReflectiveChildFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link DistributedSupervisor} without Spring. Not for use by several threads at once.
 *
 * <pre>{@code
 * DistributedSupervisor supervisor = DistributedSupervisor.builder(hazelcast)
 *         .name("rooms")
 *         .childType(RoomChild.class)
 *         .build();
 * }</pre>
 */
public final class DistributedSupervisorBuilder {

    /** The default name of a supervisor. */
    public static final String DEFAULT_NAME = "default";
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
    /** How many messages may wait for one child, and how many of one node may be under way to it. */
    public static final int DEFAULT_MAILBOX_CAPACITY = 10_000;
    /** How many messages of this node may wait for answers or acknowledgements. */
    public static final int DEFAULT_MAX_IN_FLIGHT = 200_000;
    /** How many threads run children at most. */
    public static final int DEFAULT_CHILD_THREADS = 256;
    /** How many copies of each record other members keep. */
    public static final int DEFAULT_BACKUP_COUNT = 2;

    private final HazelcastInstance hazelcast;
    private String name = DEFAULT_NAME;
    private @Nullable String nodeName;
    private final Map<String, ChildFactory> factories = new LinkedHashMap<>();
    private final List<SupervisorListener> listeners = new ArrayList<>();
    private final Set<String> messagePackages = new TreeSet<>();
    private @Nullable MessageCodec codec;
    private ClassLoader classLoader = DistributedSupervisorBuilder.class.getClassLoader();
    private Settings settings = Settings.defaults();
    private boolean joinLater;

    DistributedSupervisorBuilder(HazelcastInstance hazelcast) {
        this.hazelcast = Objects.requireNonNull(hazelcast, "hazelcast");
    }

    /**
     * Names the supervisor; those of one name on all members work together.
     *
     * @param newName 1 to 200 of the characters {@code A-Z a-z 0-9 . _ : @ -}
     * @return this
     */
    public DistributedSupervisorBuilder name(String newName) {
        this.name = ChildSpec.checkName(newName);
        return this;
    }

    /**
     * Names this node for people; by default its address.
     *
     * @param newNodeName any text
     * @return this
     */
    public DistributedSupervisorBuilder nodeName(@Nullable String newNodeName) {
        this.nodeName = newNodeName;
        return this;
    }

    /**
     * Registers a class of children. They are made by the constructor that the arguments of the spec fit. Its package
     * becomes one whose classes may be messages.
     *
     * @param type the class
     * @return this
     */
    public DistributedSupervisorBuilder childType(Class<? extends Child> type) {
        messagePackages.add(type.getPackageName());
        return childType(ChildSpec.typeOf(type), new ReflectiveChildFactory(type));
    }

    /**
     * Registers a type of children.
     *
     * @param type its name
     * @param factory makes them
     * @return this
     */
    public DistributedSupervisorBuilder childType(String type, ChildFactory factory) {
        if (factories.putIfAbsent(Objects.requireNonNull(type), Objects.requireNonNull(factory)) != null) {
            throw new IllegalArgumentException("child type '" + type + "' is registered twice; name one of them anew");
        }
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this
     */
    public DistributedSupervisorBuilder listener(SupervisorListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return this;
    }

    /**
     * Allows the classes of a package and of those below it as messages, answers, arguments and states. Only allowed
     * classes are ever instantiated from the network; common JDK value types and collections always are.
     *
     * @param packageName the package
     * @return this
     */
    public DistributedSupervisorBuilder messagePackage(String packageName) {
        messagePackages.add(Objects.requireNonNull(packageName));
        return this;
    }

    /**
     * Replaces the codec; then {@link #messagePackage} has no effect.
     *
     * @param newCodec the codec
     * @return this
     */
    public DistributedSupervisorBuilder codec(@Nullable MessageCodec newCodec) {
        this.codec = newCodec;
        return this;
    }

    /**
     * The class loader of children and messages.
     *
     * @param newClassLoader by default that of this library
     * @return this
     */
    public DistributedSupervisorBuilder classLoader(ClassLoader newClassLoader) {
        this.classLoader = Objects.requireNonNull(newClassLoader);
        return this;
    }

    /**
     * How long a call waits when no timeout is given.
     *
     * @param timeout positive
     * @return this
     */
    public DistributedSupervisorBuilder callTimeout(Duration timeout) {
        this.settings = settings.withCallTimeout(timeout);
        return this;
    }

    /**
     * How long starting and terminating a child may take for the caller.
     *
     * @param timeout positive
     * @return this
     */
    public DistributedSupervisorBuilder startTimeout(Duration timeout) {
        this.settings = settings.withStartTimeout(timeout);
        return this;
    }

    /**
     * How long a move waits for the message that the child is handling.
     *
     * @param timeout positive
     * @return this
     */
    public DistributedSupervisorBuilder handoffTimeout(Duration timeout) {
        this.settings = settings.withHandoffTimeout(timeout);
        return this;
    }

    /**
     * How long {@link DistributedSupervisor#close} waits for children to leave.
     *
     * @param timeout positive
     * @return this
     */
    public DistributedSupervisorBuilder drainTimeout(Duration timeout) {
        this.settings = settings.withDrainTimeout(timeout);
        return this;
    }

    /**
     * How often records, membership and local children are compared when nothing happens.
     *
     * @param interval positive
     * @return this
     */
    public DistributedSupervisorBuilder sweepInterval(Duration interval) {
        this.settings = settings.withSweepInterval(interval);
        return this;
    }

    /**
     * When and how many children move for balance.
     *
     * @param stableAfter how long the cluster must be unchanged before
     * @param maxConcurrentMoves how many at a time, counted by each coordinating node
     * @return this
     */
    public DistributedSupervisorBuilder rebalance(Duration stableAfter, int maxConcurrentMoves) {
        this.settings = settings.withRebalance(stableAfter, maxConcurrentMoves);
        return this;
    }

    /**
     * How many messages may wait.
     *
     * @param mailboxCapacity for one child, and from one node under way to it
     * @param maxInFlight from this node to all children
     * @return this
     */
    public DistributedSupervisorBuilder capacity(int mailboxCapacity, int maxInFlight) {
        this.settings = settings.withCapacity(mailboxCapacity, maxInFlight);
        return this;
    }

    /**
     * How many threads run children.
     *
     * @param threads at most so many; a child that waits holds one
     * @return this
     */
    public DistributedSupervisorBuilder childThreads(int threads) {
        this.settings = settings.withChildThreads(threads);
        return this;
    }

    /**
     * How many copies of each record other members keep: half the nodes survive a split at once, so half their number.
     *
     * @param backups 0 to 6
     * @return this
     */
    public DistributedSupervisorBuilder backupCount(int backups) {
        this.settings = settings.withBackupCount(backups);
        return this;
    }

    /**
     * Waits for {@link DistributedSupervisor#join} before this node takes children. Until then the supervisor only reaches
     * those of other nodes.
     *
     * @return this
     */
    public DistributedSupervisorBuilder joinLater() {
        this.joinLater = true;
        return this;
    }

    /** For tests: react to no Hazelcast event, so that only the sweep repairs. */
    DistributedSupervisorBuilder suppressHazelcastEvents(boolean suppress) {
        this.settings = settings.withEventsSuppressed(suppress);
        return this;
    }

    /**
     * Joins the supervisors of the same name and, unless {@link #joinLater} was called, starts to take children.
     *
     * @return the running supervisor
     * @throws IllegalStateException when Hazelcast is a client, or its configuration would lose records
     */
    public DistributedSupervisor build() {
        MessageCodec messageCodec = codec != null ? codec : new ForyMessageCodec(classLoader, messagePackages);
        DistributedSupervisor supervisor = SupervisorAssembly.assemble(new SupervisorAssembly.Plan(
                hazelcast, name, nodeName, factories, listeners, messageCodec, classLoader, settings));
        if (!joinLater) {
            supervisor.join();
        }
        return supervisor;
    }
}
