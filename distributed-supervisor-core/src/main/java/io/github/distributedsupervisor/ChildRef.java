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
