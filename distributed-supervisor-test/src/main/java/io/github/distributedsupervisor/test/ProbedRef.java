package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.CallCycleException;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.internal.runtime.CurrentChild;
import io.github.distributedsupervisor.internal.runtime.Envelope.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The address of a probed child, for itself. */
record ProbedRef(ProbedLife life) implements ChildRef {

    @Override
    public String name() {
        return life.name();
    }

    @Override
    public ChildRef timeout(Duration timeout) {
        return this;
    }

    @Override
    public <T> T as(Class<T> type) {
        return ProbedInterface.proxy(type, life);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the caller says what it expects, null included
    public <R extends @Nullable Object> R call(Object message) {
        if (CurrentChild.waiting().contains(name())) {
            throw new CallCycleException("child '" + name() + "' waits for this call itself; use cast", null);
        }
        return (R) life.call(Kind.CALL, message);
    }

    @Override
    public <R extends @Nullable Object> R call(Object message, Duration timeout) {
        return call(message);
    }

    @Override
    @SuppressWarnings("unchecked") // the caller says what it expects
    public <R extends @Nullable Object> CompletableFuture<R> callAsync(Object message) {
        return (CompletableFuture<R>) life.ask(Kind.CALL, message);
    }

    @Override
    public void cast(Object message) {
        life.tell(Kind.CAST, message);
    }

    @Override
    public boolean send(Object message) {
        life.tell(Kind.SEND, message);
        return true;
    }
}
