package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The address of a name. It survives restarts and moves of the child, and need not have a child behind it yet. Two
 * references are equal when they name the same child of the same supervisor. Safe for use by several threads.
 */
public interface ChildRef {

    /**
     * The name this refers to.
     *
     * @return the name
     */
    String name();

    /**
     * The same child, with another time to wait where none is given.
     *
     * @param timeout positive
     * @return a changed copy, equal to this
     */
    ChildRef timeout(Duration timeout);

    /**
     * The same child as an interface that its class implements. Each method is a message:
     *
     * <ul>
     *   <li>A method waits for its answer, a {@code void} one too, for the time of this reference.
     *   <li>One that returns a {@link CompletableFuture} or {@link java.util.concurrent.CompletionStage} does not wait. Its
     *       future completes like that of {@link #callAsync}.
     *   <li>A {@code void} one with {@link Cast} is sent without an answer.
     *   <li>A default method is sent like the others: the child executes it, perhaps another than the caller knows.
     *   <li>{@code equals}, {@code hashCode} and {@code toString} are those of the reference.
     * </ul>
     *
     * <p>It throws what {@link DistributedSupervisor#call(String, Object, Duration)} throws. When the method declares an
     * exception of the class that the child threw, a new one of that class is thrown, made by its constructor that takes a
     * message, a message and a cause, or nothing.
     *
     * @param type an interface
     * @param <T> the interface
     * @return an object that may be kept and used by several threads
     * @throws IllegalArgumentException when the type is no interface, or {@link Cast} is on a method that returns something
     */
    <T> T as(Class<T> type);

    /**
     * Like {@link DistributedSupervisor#call(String, Object)}.
     *
     * @param message the message
     * @param <R> the type of the answer
     * @return the answer
     */
    <R extends @Nullable Object> R call(Object message);

    /**
     * Like {@link DistributedSupervisor#call(String, Object, Duration)}.
     *
     * @param message the message
     * @param timeout how long to wait
     * @param <R> the type of the answer
     * @return the answer
     */
    <R extends @Nullable Object> R call(Object message, Duration timeout);

    /**
     * Like {@link DistributedSupervisor#callAsync(String, Object)}.
     *
     * @param message the message
     * @param <R> the type of the answer
     * @return the answer to come
     */
    <R extends @Nullable Object> CompletableFuture<R> callAsync(Object message);

    /**
     * Like {@link DistributedSupervisor#cast(String, Object)}.
     *
     * @param message the message
     */
    void cast(Object message);

    /**
     * Like {@link DistributedSupervisor#send(String, Object)}.
     *
     * @param message the message
     * @return whether there is a child of that name
     */
    boolean send(Object message);
}
