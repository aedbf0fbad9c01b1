package io.github.distributedsupervisor.internal.runtime;

/** Whether children may do anything on this node right now. Asked before each message, timer and start, so it must be cheap. */
@FunctionalInterface
public interface Permit {

    /** Never withdrawn. */
    Permit ALWAYS = () -> true;

    /** Any thread. */
    boolean holds();
}
