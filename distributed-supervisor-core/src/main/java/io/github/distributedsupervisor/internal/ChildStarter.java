package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildAlreadyStartedException;
import io.github.distributedsupervisor.ChildDeclinedException;
import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStartException;
import io.github.distributedsupervisor.StartResult;
import io.github.distributedsupervisor.UnknownChildTypeException;
import io.github.distributedsupervisor.internal.cluster.ChildHost;
import io.github.distributedsupervisor.internal.cluster.ChildTypes;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the coordinators of names to start children. */
final class ChildStarter {

    private final CoordinatorClient coordinators;
    private final ChildTypes types;
    private final ChildHost host;
    private final Function<String, ChildRef> refs;
    private final Executor callbacks;
    private final Duration timeout;

    /** @param callbacks completes the futures that callers get */
    ChildStarter(
            CoordinatorClient coordinators,
            ChildTypes types,
            ChildHost host,
            Function<String, ChildRef> refs,
            Executor callbacks,
            Duration timeout) {
        this.coordinators = coordinators;
        this.types = types;
        this.host = host;
        this.refs = refs;
        this.callbacks = callbacks;
        this.timeout = timeout;
    }

    CompletableFuture<ChildRef> start(ChildSpec spec) {
        return start(named(spec), false);
    }

    /** The reference of the child of that name, whoever started it. */
    CompletableFuture<ChildRef> getOrStart(ChildSpec spec) {
        String name = spec.name().orElseThrow();
        // a child of this node needs no question; that it ends this moment could happen after an answer as well
        return host.hosts(name) ? CompletableFuture.completedFuture(refs.apply(name)) : start(spec, true);
    }

    CompletableFuture<List<StartResult>> startAll(Collection<ChildSpec> specs) {
        List<ChildSpec> named = specs.stream().map(ChildStarter::named).toList();
        return new BulkStart(named, this::start, callbacks).run();
    }

    private static ChildSpec named(ChildSpec spec) {
        return spec.name().isPresent() ? spec : spec.name(UUID.randomUUID().toString());
    }

    private CompletableFuture<ChildRef> start(ChildSpec spec, boolean orGet) {
        ChildRef ref = refs.apply(spec.name().orElseThrow());
        StoredSpec stored = types.stored(spec, ref.name());
        CompletableFuture<ChildRef> started = new CompletableFuture<>();
        coordinators
                .ask(Control.start(stored, UUID.randomUUID()), timeout)
                .whenCompleteAsync((reply, failure) -> answer(spec, ref, orGet, started, reply, failure), callbacks);
        return started;
    }

    private static void answer(
            ChildSpec spec,
            ChildRef ref,
            boolean orGet,
            CompletableFuture<ChildRef> started,
            @Nullable ControlReply reply,
            @Nullable Throwable failure) {
        if (reply == null) {
            started.completeExceptionally(Objects.requireNonNull(failure));
            return;
        }
        ControlReply.Status status = reply.status();
        if (status == ControlReply.Status.OK || (orGet && status == ControlReply.Status.TAKEN)) {
            started.complete(ref);
        } else if (status == ControlReply.Status.TAKEN) {
            started.completeExceptionally(new ChildAlreadyStartedException(ref));
        } else if (status == ControlReply.Status.DECLINED) {
            started.completeExceptionally(
                    new ChildDeclinedException("child '" + ref.name() + "' declined to start: " + reply.text()));
        } else {
            started.completeExceptionally(failureOf(spec, ref.name(), reply));
        }
    }

    private static ChildStartException failureOf(ChildSpec spec, String name, ControlReply reply) {
        String rest = reply.number() == 0 ? ", and nothing remains of it: " : " and is in quarantine: ";
        String message = "child '" + name + "' did not start" + rest;
        ChildFailure failure = reply.failure();
        return failure != null && failure.type().equals(UnknownChildTypeException.class.getName())
                ? new UnknownChildTypeException(spec.type(), message + failure.message())
                : new ChildStartException(message + reply.text(), failure);
    }
}
