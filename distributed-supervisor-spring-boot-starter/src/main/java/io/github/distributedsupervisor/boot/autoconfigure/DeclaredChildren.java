package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildAlreadyStartedException;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.InvalidMessageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the children that are declared by {@link ChildSpec} beans and properties. Every node tries, one succeeds; the start-up of the
 * application does not wait for them.
 */
final class DeclaredChildren {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeclaredChildren.class);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final DistributedSupervisor supervisor;
    private final ChildDeclarations declarations;
    private final Duration firstDelay;
    private final Duration longestDelay;
    private @Nullable ScheduledThreadPoolExecutor executor;

    DeclaredChildren(DistributedSupervisor supervisor, ChildDeclarations declarations) {
        this(supervisor, declarations, FIRST_DELAY, LONGEST_DELAY);
    }

    DeclaredChildren(
            DistributedSupervisor supervisor,
            ChildDeclarations declarations,
            Duration firstDelay,
            Duration longestDelay) {
        this.supervisor = supervisor;
        this.declarations = declarations;
        this.firstDelay = firstDelay;
        this.longestDelay = longestDelay;
    }

    synchronized void start() {
        if (executor != null || declarations.specs().isEmpty()) {
            return;
        }
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "distributed-supervisor-declared-children");
            thread.setDaemon(true);
            return thread;
        });
        started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor = started;
        declarations.specs().forEach(spec -> attempt(spec, firstDelay));
    }

    synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    private void attempt(ChildSpec spec, Duration delay) {
        CompletableFuture<ChildRef> start;
        try {
            start = supervisor.startChildAsync(spec);
        } catch (InvalidMessageException e) {
            throw declarations.refused(spec, e); // at the first attempt, before anything was sent
        } catch (RuntimeException e) {
            start = CompletableFuture.failedFuture(e);
        }
        start.whenCompleteAsync(
                (ref, failure) -> {
                    if (failure != null) {
                        failed(spec, delay, failure);
                    }
                },
                Runnable::run);
    }

    private void failed(ChildSpec spec, Duration delay, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ChildAlreadyStartedException) {
            compareLater(spec);
        } else {
            retry(spec, delay, cause);
        }
    }

    private synchronized void compareLater(ChildSpec spec) {
        if (executor != null) {
            executor.execute(() -> compare(spec)); // asks other nodes, and this thread must not wait
        }
    }

    /** What runs may be declared in another way on the node that has started it. */
    private void compare(ChildSpec spec) {
        try {
            supervisor
                    .whereis(spec.name().orElseThrow())
                    .filter(running -> !running.type().equals(spec.type()))
                    .ifPresent(running -> LOGGER.warn(
                            "Declared child '{}' is of the type '{}' here, but it runs as '{}', as another node or an"
                                    + " earlier version declares it. Declare the same on all nodes; terminate the child"
                                    + " to have it start anew",
                            running.name(),
                            spec.type(),
                            running.type()));
        } catch (RuntimeException e) {
            LOGGER.debug("Cannot see what runs as {}", spec, e);
        }
    }

    private synchronized void retry(ChildSpec spec, Duration delay, Throwable cause) {
        if (executor == null) {
            return;
        }
        LOGGER.warn("Declared child {} did not start; next attempt in {}", spec, delay, cause);
        Duration doubled = delay.multipliedBy(2);
        Duration next = doubled.compareTo(longestDelay) > 0 ? longestDelay : doubled;
        executor.schedule(() -> attempt(spec, next), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
