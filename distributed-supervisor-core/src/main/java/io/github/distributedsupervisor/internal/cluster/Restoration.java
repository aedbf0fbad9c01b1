package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records that only the store has into the grid: those of each partition once this node coordinates it, and of all
 * of them again after a member has left, with which all copies may be gone. Until then nobody can say whether a name in
 * such a partition is free. What fails is tried again.
 */
final class Restoration {

    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private final Registry registry;
    private final PartitionTable partitions;
    private final Executor executor;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private final Set<Integer> checked = new HashSet<>();
    private Set<String> members = Set.of();
    private boolean underWay;
    private boolean memberLeft;
    private @Nullable Throwable failure;

    /** @param executor waits for the store */
    Restoration(Registry registry, PartitionTable partitions, Executor executor) {
        this.registry = registry;
        this.partitions = partitions;
        this.executor = executor;
        if (!registry.isStored()) {
            first.complete(true);
        }
    }

    /** Done when the store was read, or has failed, for the first time. */
    CompletableFuture<Boolean> first() {
        return first;
    }

    /** What to answer to a start of a child; null when it is known whether its name is free. */
    synchronized @Nullable ControlReply whyNotYet(String name) {
        if (!registry.isStored()
                || (checked.contains(partitions.partitionOf(name))
                        && partitions.members().containsAll(members))) {
            return null;
        }
        return failure == null
                ? ControlReply.RETRY
                : ControlReply.failed(FailureText.failureOf(failure, 0, Time.SYSTEM.epochMillis()));
    }

    /**
     * Begins with what is not checked yet.
     *
     * @param coordinated a key of each partition that this node coordinates
     * @param sweep whether to try again what failed
     * @param wake is told when something has changed
     */
    synchronized void check(Set<Object> coordinated, Set<String> currentMembers, boolean sweep, Runnable wake) {
        if (!registry.isStored()) {
            return;
        }
        if (!currentMembers.containsAll(members)) {
            checked.clear();
            memberLeft = true;
        }
        members = currentMembers;
        Set<Object> unchecked = new HashSet<>(coordinated);
        unchecked.removeIf(key -> checked.contains(numberOf(key)));
        Set<Integer> mine = new HashSet<>();
        coordinated.forEach(key -> mine.add(numberOf(key)));
        checked.retainAll(mine);
        if (unchecked.isEmpty()) {
            first.complete(true);
            return;
        }
        if (underWay || (failure != null && !sweep)) {
            return;
        }
        try {
            executor.execute(() -> restore(unchecked, wake));
            underWay = true;
            memberLeft = false;
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private int numberOf(Object partitionKey) {
        return partitions.partitionOf((String) partitionKey);
    }

    private void restore(Set<Object> keys, Runnable wake) {
        try {
            int restored = registry.restore(keys);
            finished(keys, null);
            if (restored > 0) {
                LOG.info("{} records of children restored from the store", restored);
            }
            wake.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            finished(Set.of(), e);
            LOG.warn("the children in the store cannot be restored yet: {}", e.toString());
            LOG.debug("the children in the store cannot be restored yet", e);
        } finally {
            first.complete(true);
        }
    }

    private synchronized void finished(Set<Object> keys, @Nullable Throwable newFailure) {
        if (!memberLeft) {
            keys.forEach(key -> checked.add(numberOf(key)));
        }
        failure = newFailure;
        underWay = false;
    }
}
