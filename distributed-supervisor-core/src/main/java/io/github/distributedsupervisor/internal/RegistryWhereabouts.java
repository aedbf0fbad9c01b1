package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.internal.cluster.ChildHost;
import io.github.distributedsupervisor.internal.cluster.ChildTypes;
import io.github.distributedsupervisor.internal.cluster.NodeDirectory;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Whereabouts;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds children on this node, else in their records. Wakes those that sleep or begin with their first message. */
final class RegistryWhereabouts implements Whereabouts {

    private final NodeDirectory directory;
    private final Registry registry;
    private final ChildHost host;
    private final ChildTypes types;
    private final BooleanSupplier cutOff;
    private final Function<String, CompletableFuture<ControlReply>> wake;

    RegistryWhereabouts(
            NodeDirectory directory,
            Registry registry,
            ChildHost host,
            ChildTypes types,
            BooleanSupplier cutOff,
            Function<String, CompletableFuture<ControlReply>> wake) {
        this.directory = directory;
        this.registry = registry;
        this.host = host;
        this.types = types;
        this.cutOff = cutOff;
        this.wake = wake;
    }

    @Override
    public boolean isHere(String name) {
        return host.hosts(name);
    }

    @Override
    public CompletableFuture<Found> find(String name) {
        if (isHere(name)) {
            return CompletableFuture.completedFuture(Found.at(directory.self()));
        }
        boolean wasCutOff = cutOff.getAsBoolean();
        return registry.read(name)
                .thenComposeAsync(
                        record -> record == null && (wasCutOff || cutOff.getAsBoolean())
                                // it may have the records of nobody else; when it is not cut off any more it looks
                                // again
                                ? CompletableFuture.completedFuture(Found.ON_ITS_WAY)
                                : interpret(name, record),
                        Runnable::run);
    }

    private CompletableFuture<Found> interpret(String name, @Nullable ChildRecord record) {
        if (record == null || !record.live()) {
            return types.startsOnDemand(name) ? wake(name) : CompletableFuture.completedFuture(Found.NOTHING);
        }
        return record.phase() == Phase.PASSIVE ? wake(name) : CompletableFuture.completedFuture(locate(record));
    }

    private Found locate(ChildRecord record) {
        if (record.phase() == Phase.QUARANTINED) {
            ChildFailure failure = record.history().lastFailure();
            return Found.refused("is quarantined"
                    + (failure == null ? "" : ", last because of " + failure.summary())
                    + "; release it from quarantine when the cause is gone");
        }
        String node = record.host();
        if (node == null || record.phase() == Phase.STOPPING || !directory.isMember(node)) {
            return Found.ON_ITS_WAY;
        }
        return Found.at(node);
    }

    private CompletableFuture<Found> wake(String name) {
        return wake.apply(name)
                .thenApplyAsync(
                        reply -> switch (reply.status()) {
                            case OK, TAKEN -> Found.ON_ITS_WAY;
                            case NONE -> Found.NOTHING;
                            default -> Found.refused("did not start with its first message: " + reply.text());
                        },
                        Runnable::run);
    }
}
