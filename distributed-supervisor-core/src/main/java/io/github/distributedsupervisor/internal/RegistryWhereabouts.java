package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.internal.cluster.ChildHost;
import io.github.distributedsupervisor.internal.cluster.NodeDirectory;
import io.github.distributedsupervisor.internal.messaging.Whereabouts;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds children on this node, else in their records. */
final class RegistryWhereabouts implements Whereabouts {

    private final NodeDirectory directory;
    private final Registry registry;
    private final ChildHost host;

    RegistryWhereabouts(NodeDirectory directory, Registry registry, ChildHost host) {
        this.directory = directory;
        this.registry = registry;
        this.host = host;
    }

    @Override
    public boolean isHere(String name) {
        return host.hosts(name);
    }

    @Override
    public CompletableFuture<Found> find(String name) {
        if (isHere(name)) {
            return CompletableFuture.completedFuture(new Found(true, directory.self()));
        }
        return registry.read(name).thenApplyAsync(this::interpret, Runnable::run);
    }

    private Found interpret(@Nullable ChildRecord record) {
        if (record == null || !record.live()) {
            return Found.NOTHING;
        }
        String node = record.host();
        boolean there = node != null && record.phase() != Phase.STOPPING && directory.isMember(node);
        return there ? new Found(true, node) : Found.ON_ITS_WAY;
    }
}
