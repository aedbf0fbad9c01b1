package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildAlreadyStartedException;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.InvalidMessageException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the children that are declared as {@link ChildSpec} beans. Every node tries, one succeeds; the start-up of the
 * application does not wait for them.
 */
final class DeclaredChildren {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeclaredChildren.class);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final DistributedSupervisor supervisor;
    private final List<ChildSpec> specs;
    private final Duration firstDelay;
    private final Duration longestDelay;
    private @Nullable ScheduledThreadPoolExecutor executor;

    DeclaredChildren(DistributedSupervisor supervisor, Map<String, ChildSpec> specs) {
        this(supervisor, specs, FIRST_DELAY, LONGEST_DELAY);
    }

    DeclaredChildren(
            DistributedSupervisor supervisor,
            Map<String, ChildSpec> specs,
            Duration firstDelay,
            Duration longestDelay) {
        this.supervisor = supervisor;
        this.specs = List.copyOf(named(specs));
        this.firstDelay = firstDelay;
        this.longestDelay = longestDelay;
    }

    synchronized void start() {
        if (executor != null || specs.isEmpty()) {
            return;
        }
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "distributed-supervisor-declared-children");
            thread.setDaemon(true);
            return thread;
        });
        started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor = started;
        specs.forEach(spec -> started.execute(() -> attempt(spec, firstDelay)));
    }

    synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    private void attempt(ChildSpec spec, Duration delay) {
        try {
            supervisor.startChildAsync(spec).whenComplete((ref, failure) -> {
                if (failure != null) {
                    failed(spec, delay, failure);
                }
            });
        } catch (RuntimeException e) {
            failed(spec, delay, e);
        }
    }

    private void failed(ChildSpec spec, Duration delay, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ChildAlreadyStartedException) {
            return;
        }
        if (cause instanceof InvalidMessageException) {
            LOGGER.error("Declared child {} cannot be started: correct its bean", spec, cause);
            return;
        }
        retry(spec, delay, cause);
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

    /** A spec without a name is given that of its bean, else each node would start one more child. */
    private static Collection<ChildSpec> named(Map<String, ChildSpec> specs) {
        Map<String, ChildSpec> byName = new LinkedHashMap<>();
        specs.forEach((beanName, spec) -> {
            ChildSpec named = spec.name().isPresent() ? spec : nameAfterBean(spec, beanName);
            if (byName.putIfAbsent(named.name().orElseThrow(), named) != null) {
                throw new InvalidSupervisorSetupException(
                        "Two ChildSpec beans name the child '" + named.name().orElseThrow() + "'; one of them is '"
                                + beanName + "'.",
                        "Give each declared child a name of its own.");
            }
        });
        return byName.values();
    }

    private static ChildSpec nameAfterBean(ChildSpec spec, String beanName) {
        try {
            return spec.name(beanName);
        } catch (IllegalArgumentException e) {
            throw new InvalidSupervisorSetupException(
                    "The ChildSpec bean '" + beanName + "' has no name, and the name of the bean is none for a child: "
                            + e.getMessage() + ".",
                    "Name the child: ChildSpec.of(...).name(\"...\").",
                    e);
        }
    }
}
