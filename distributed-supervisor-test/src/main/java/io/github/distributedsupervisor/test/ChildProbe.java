package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.runtime.Envelope.Kind;
import io.github.distributedsupervisor.internal.runtime.ReflectiveChildFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A child alone, without Hazelcast, on the thread of the test, with a time that passes only by {@link #advance}. It is run
 * by what runs children in production: mailbox, timers, restarts, capture and restoring of its state. Messages, answers and
 * states are always encoded and decoded, as between two nodes.
 *
 * <p>Every method returns when the child has nothing more to do at that time. Not for use by several threads.
 *
 * @param <C> the class of the child
 */
public final class ChildProbe<C extends Child> {

    private final Class<C> type;
    private final ChildFactory factory;
    private ChildSpec spec;
    private @Nullable ProbedLife life;

    private ChildProbe(Class<C> type, ChildFactory factory) {
        this.type = type;
        this.factory = factory;
        this.spec = ChildSpec.of(type).name("probe");
    }

    /**
     * A probe of a class whose constructor the arguments fit.
     *
     * @param type the class
     * @param <C> the class
     * @return a probe that has not started
     */
    public static <C extends Child> ChildProbe<C> of(Class<C> type) {
        return new ChildProbe<>(type, new ReflectiveChildFactory(type));
    }

    /**
     * A probe of a class that something else makes, such as a constructor with fakes.
     *
     * @param type the class
     * @param factory makes it
     * @param <C> the class
     * @return a probe that has not started
     */
    public static <C extends Child> ChildProbe<C> of(Class<C> type, ChildFactory factory) {
        return new ChildProbe<>(type, factory);
    }

    /**
     * Changes the spec: name, restart, intensity, time to passivation.
     *
     * @param change what to change
     * @return this
     */
    public ChildProbe<C> spec(UnaryOperator<ChildSpec> change) {
        if (life != null) {
            throw new IllegalStateException("change the spec before start");
        }
        spec = change.apply(spec);
        return this;
    }

    /**
     * Starts the child.
     *
     * @param arguments of its spec
     * @return this
     * @throws io.github.distributedsupervisor.ChildStartException when {@code onStart} or the constructor throws
     */
    public ChildProbe<C> start(@Nullable Object... arguments) {
        if (life != null && life.status() != null) {
            throw new IllegalStateException("the child has started already");
        }
        life = new ProbedLife(spec.args(arguments), factory, type);
        life.begin();
        return this;
    }

    private ProbedLife life() {
        if (life == null) {
            throw new IllegalStateException("start the child first");
        }
        return life;
    }

    /**
     * The object that runs now: another one after each restart.
     *
     * @return the child
     * @throws IllegalStateException when none runs
     */
    public C child() {
        return type.cast(life().child());
    }

    /**
     * The child as an interface that its class implements, like {@link io.github.distributedsupervisor.ChildRef#as}.
     *
     * @param shape the interface
     * @param <T> the interface
     * @return an object each method of which is a message
     */
    public <T> T as(Class<T> shape) {
        return ProbedInterface.proxy(shape, life());
    }

    /**
     * Calls the child.
     *
     * @param message the message
     * @param <R> the type of the answer
     * @return the answer
     * @throws IllegalStateException when the answer needs time or another thread: use {@link #callAsync}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // the test says what it expects, null included
    public <R extends @Nullable Object> R call(Object message) {
        return (R) life().call(Kind.CALL, message);
    }

    /**
     * Calls the child without the wish for an answer at once.
     *
     * @param message the message
     * @param <R> the type of the answer
     * @return completes when the child answers
     */
    @SuppressWarnings("unchecked") // the test says what it expects
    public <R extends @Nullable Object> CompletableFuture<R> callAsync(Object message) {
        return (CompletableFuture<R>) life().ask(Kind.CALL, message);
    }

    /**
     * Sends a message to {@link Child#onCast}.
     *
     * @param message the message
     */
    public void cast(Object message) {
        life().tell(Kind.CAST, message);
    }

    /**
     * Sends a message to {@link Child#onMessage}.
     *
     * @param message the message
     */
    public void send(Object message) {
        life().tell(Kind.SEND, message);
    }

    /**
     * Lets time pass: timers fire, restarts come, an idle child goes to sleep, each at its time and in order.
     *
     * @param duration how much
     */
    public void advance(Duration duration) {
        life().advance(duration);
    }

    /** Moves the child as from one node to another: its state is captured, encoded, decoded and restored. */
    public void move() {
        life().move();
    }

    /** Stops the child for good. */
    public void terminate() {
        life().terminate();
    }

    /**
     * What the child is doing.
     *
     * @return empty when it has ended for good
     */
    public Optional<ChildStatus> status() {
        return Optional.ofNullable(life().status());
    }

    /**
     * How long until the crashed child starts again.
     *
     * @return empty when it is not about to
     */
    public Optional<Duration> restartsIn() {
        return life().restartsIn();
    }

    /**
     * How often the child was restarted.
     *
     * @return since it was started
     */
    public int restarts() {
        return life().restarts();
    }

    /**
     * Why the last instance stopped.
     *
     * @return empty when none has
     */
    public Optional<StopReason> stopReason() {
        return Optional.ofNullable(life().stopReason());
    }

    /**
     * What the child threw when it crashed last.
     *
     * @return empty when it has not crashed
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(life().failure());
    }

    /**
     * The incarnation of the instance.
     *
     * @return it grows at each start
     */
    public long incarnation() {
        return life().incarnation();
    }
}
