package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A name with the supervisor that knows it. */
record NamedRef(DistributedSupervisor supervisor, String name) implements ChildRef {

    @Override
    public <R extends @Nullable Object> R call(Object message) {
        return supervisor.call(name, message);
    }

    @Override
    public <R extends @Nullable Object> R call(Object message, Duration timeout) {
        return supervisor.call(name, message, timeout);
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> callAsync(Object message) {
        return supervisor.callAsync(name, message);
    }

    @Override
    public void cast(Object message) {
        supervisor.cast(name, message);
    }

    @Override
    public boolean send(Object message) {
        return supervisor.send(name, message);
    }

    @Override
    public String toString() {
        return supervisor.name() + "/" + name;
    }
}
