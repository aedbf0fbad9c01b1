package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.internal.messaging.Messenger;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A name with the supervisor that knows it. */
final class NamedRef implements ChildRef {

    private final DistributedSupervisor supervisor;
    private final String name;
    private final Duration timeout;
    private final Messenger messenger;

    NamedRef(DistributedSupervisor supervisor, String name, Duration timeout, Messenger messenger) {
        this.supervisor = supervisor;
        this.name = name;
        this.timeout = timeout;
        this.messenger = messenger;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChildRef timeout(Duration newTimeout) {
        return new NamedRef(supervisor, name, Settings.positive("timeout", newTimeout), messenger);
    }

    @Override
    public <T> T as(Class<T> type) {
        return TypedChild.proxy(type, this, timeout, messenger);
    }

    @Override
    public <R extends @Nullable Object> R call(Object message) {
        return supervisor.call(name, message, timeout);
    }

    @Override
    public <R extends @Nullable Object> R call(Object message, Duration newTimeout) {
        return supervisor.call(name, message, newTimeout);
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> callAsync(Object message) {
        return supervisor.callAsync(name, message, timeout);
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
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedRef ref && supervisor == ref.supervisor && name.equals(ref.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(supervisor), name);
    }

    @Override
    public String toString() {
        return supervisor.name() + "/" + name;
    }
}
