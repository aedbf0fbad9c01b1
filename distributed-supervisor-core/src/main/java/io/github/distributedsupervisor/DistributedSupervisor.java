package io.github.distributedsupervisor;

import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps named children running on a cluster: one running instance per name, restarted when it crashes, started elsewhere
 * when its node dies, moved with its state when nodes come and go, reached by name from every node.
 *
 * <p>Safe for use by several threads. Methods without a future block the calling thread; do not call those from a
 * Hazelcast listener or entry processor. Futures complete on a thread of this library.
 *
 * <p><b>Delivery.</b> A message is executed at most once. Messages of one thread to one name arrive in the order they were
 * sent. A graceful move loses none; the death of a node may lose those that were on it: a call then ends with {@link
 * OutcomeUnknownException}, a cast is lost.
 *
 * <p>All of it is one type, because an application injects one bean; most of its lines are promises, not code.
 */
public interface DistributedSupervisor extends AutoCloseable {

    /**
     * Builds a supervisor on a Hazelcast member.
     *
     * @param hazelcast a data member, not a client; it is not shut down by the supervisor
     * @return a builder
     */
    static DistributedSupervisorBuilder builder(HazelcastInstance hazelcast) {
        return new DistributedSupervisorBuilder(hazelcast);
    }

    /**
     * The name of this supervisor. Supervisors of the same name on the members of a cluster work together.
     *
     * @return the name
     */
    String name();

    /**
     * Starts a child of a class with a generated name.
     *
     * @param type the class
     * @return its reference
     */
    default ChildRef startChild(Class<? extends Child> type) {
        return startChild(ChildSpec.of(type));
    }

    /**
     * Starts a child and waits until its {@link Child#onStart} has returned on some node.
     *
     * @param spec the spec
     * @return its reference
     * @throws ChildAlreadyStartedException when the name is taken
     * @throws ChildStartException when the child failed to start; nothing remains of it
     * @throws ChildDeclinedException when the child did not want to start
     * @throws InvalidMessageException when an argument cannot be encoded
     */
    ChildRef startChild(ChildSpec spec);

    /**
     * Starts a child on a node. It keeps that node: when the node dies the child runs elsewhere, and goes back when a node
     * of the same name returns.
     *
     * @param spec the spec; its node is replaced
     * @param node one of {@link #nodes}
     * @return its reference
     * @throws NodeUnavailableException when that node is gone or takes no children
     * @throws ChildAlreadyStartedException when the name is taken
     * @throws ChildStartException when the child failed to start; nothing remains of it
     * @throws ChildDeclinedException when the child did not want to start
     */
    ChildRef startChild(ChildSpec spec, SupervisorNode node);

    /**
     * Starts a child.
     *
     * @param spec the spec
     * @return completes when its {@link Child#onStart} has returned on some node, or with the exceptions of {@link
     *     #startChild(ChildSpec)}
     */
    CompletableFuture<ChildRef> startChildAsync(ChildSpec spec);

    /**
     * Starts many children, a bounded number of them at a time, and waits until each has started or failed. Each start has
     * the time that a single one has, from when its turn has come.
     *
     * @param specs the specs
     * @return how each went, in the order given; a start that fails, also for an invalid argument, harms no other
     */
    List<StartResult> startChildren(Collection<ChildSpec> specs);

    /**
     * Like {@link #startChildren}, without waiting.
     *
     * @param specs the specs
     * @return completes when each has started or failed
     */
    CompletableFuture<List<StartResult>> startChildrenAsync(Collection<ChildSpec> specs);

    /**
     * The child of a name, started if there is none. When somebody else is just starting it, the reference may come before
     * that child's {@link Child#onStart} has returned; messages wait for it.
     *
     * @param name the name; it replaces that of the spec
     * @param spec what to start; not compared with what runs
     * @return its reference
     * @throws ChildStartException when the child failed to start; nothing remains of it
     * @throws InvalidMessageException when an argument cannot be encoded
     */
    ChildRef getOrStart(String name, ChildSpec spec);

    /**
     * Like {@link #getOrStart}, without waiting.
     *
     * @param name the name; it replaces that of the spec
     * @param spec what to start
     * @return completes with the reference, or with the exceptions of {@link #getOrStart}
     */
    CompletableFuture<ChildRef> getOrStartAsync(String name, ChildSpec spec);

    /**
     * Stops a child for good: it is not restarted, and its name is free when this returns.
     *
     * @param name the name
     * @return false when there was none
     */
    boolean terminateChild(String name);

    /**
     * Stops a child for good.
     *
     * @param ref the child
     * @return false when there was none
     */
    default boolean terminateChild(ChildRef ref) {
        return terminateChild(ref.name());
    }

    /**
     * Stops one instance for good, unless another has taken its place meanwhile.
     *
     * @param id the instance
     * @return false when that instance was gone
     */
    boolean terminateChild(ChildId id);

    /**
     * Lets a quarantined child run again, its failures forgiven. Call it when the cause is gone.
     *
     * @param name the name
     * @return false when there is no such child in quarantine
     */
    boolean releaseFromQuarantine(String name);

    /**
     * Calls a child and waits for its answer for the default timeout.
     *
     * @param name the name
     * @param message the message
     * @param <R> the type of the answer
     * @return the answer
     * @see #call(String, Object, Duration)
     */
    <R extends @Nullable Object> R call(String name, Object message);

    /**
     * Calls a child and waits for its answer. While the child restarts or moves, the call waits for it.
     *
     * @param name the name
     * @param message the message
     * @param timeout how long to wait in all
     * @param <R> the type of the answer
     * @return the answer
     * @throws ChildNotFoundException when there is no such child
     * @throws ChildInvocationException when the child threw
     * @throws ChildCallTimeoutException when the message was delivered and no answer came
     * @throws ChildUnavailableException when it could not be delivered in time, or the child is in quarantine or did not
     *     start with its first message; nothing was executed
     * @throws OutcomeUnknownException when the child's node died meanwhile
     * @throws MailboxFullException when too many messages wait for the child
     * @throws CallCycleException when the child waits, directly or through others, for this caller
     * @throws InvalidMessageException when the message or the answer cannot be encoded, or is too large
     */
    <R extends @Nullable Object> R call(String name, Object message, Duration timeout);

    /**
     * Calls a child without waiting.
     *
     * @param name the name
     * @param message the message
     * @param <R> the type of the answer
     * @return completes with the answer or with one of the exceptions of {@link #call(String, Object, Duration)}
     */
    <R extends @Nullable Object> CompletableFuture<R> callAsync(String name, Object message);

    /**
     * Calls a child without waiting.
     *
     * @param name the name
     * @param message the message
     * @param timeout how long to wait in all
     * @param <R> the type of the answer
     * @return completes with the answer or with one of the exceptions of {@link #call(String, Object, Duration)}
     */
    <R extends @Nullable Object> CompletableFuture<R> callAsync(String name, Object message, Duration timeout);

    /**
     * Sends a message to {@link Child#onCast}. Returns at once; a message to an unknown name is dropped.
     *
     * @param name the name
     * @param message the message
     * @throws MailboxFullException when too many messages of this node wait for the child
     */
    void cast(String name, Object message);

    /**
     * Sends a message to {@link Child#onMessage}.
     *
     * @param name the name
     * @param message the message
     * @return false when there is no such child
     * @throws MailboxFullException when too many messages of this node wait for the child
     */
    boolean send(String name, Object message);

    /**
     * The address of a name, whether or not there is a child.
     *
     * @param name the name
     * @return its reference
     */
    ChildRef ref(String name);

    /**
     * A child as an interface that its class implements.
     *
     * @param name the name
     * @param type the interface
     * @param <T> the interface
     * @return an object each method of which is a message
     * @see ChildRef#as
     */
    default <T> T child(String name, Class<T> type) {
        return ref(name).as(type);
    }

    /**
     * Looks a child up.
     *
     * @param name the name
     * @return empty when there is none
     */
    Optional<ChildInfo> whereis(String name);

    /**
     * Looks one instance up.
     *
     * @param id the instance
     * @return empty when that instance is gone, even if the name has another
     */
    Optional<ChildInfo> whois(ChildId id);

    /**
     * All children of the cluster. Reads every record: not for frequent use with many children, for which there is {@link
     * SupervisorOperations#children}.
     *
     * @return by name
     */
    Map<String, ChildInfo> children();

    /**
     * The children that run on this node.
     *
     * @return by name
     */
    Map<String, ChildInfo> localChildren();

    /**
     * The nodes that run this supervisor, draining ones included.
     *
     * @return in the order they joined
     */
    List<SupervisorNode> nodes();

    /**
     * The node where a child of that name would be started now.
     *
     * @param name the name
     * @return empty when no node can take children
     */
    Optional<SupervisorNode> nodeFor(String name);

    /**
     * Whether {@link #nodeFor} names this node.
     *
     * @param name the name
     * @return true when it does
     */
    boolean isMine(String name);

    /**
     * What this node has counted since the supervisor was built.
     *
     * @return the counts as they are now
     */
    SupervisorStatistics statistics();

    /**
     * What those who look after the cluster see and do: counts, pages of children, moves, drains.
     *
     * @return the operations
     */
    SupervisorOperations operations();

    /**
     * Lets this node take children. Only needed after {@link DistributedSupervisorBuilder#joinLater}. Idempotent.
     *
     * @throws DifferentSettingsException when this node differs from the others in what must be the same on all: backup count,
     *     codec, nodes, node monitoring, placement
     */
    void join();

    /**
     * Moves all children of this node to others, with their state, and gives up this member's partitions: call it right
     * before the Hazelcast instance is shut down. When there is no other node, the children are stopped. Idempotent.
     *
     * @param timeout how long to wait
     * @return whether all children had left in time
     */
    boolean drain(Duration timeout);

    /** Moves or stops all children of this node, then stops the supervisor. Hazelcast goes on. Idempotent. */
    @Override
    void close();
}
