package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.RestartIntensity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a child: its restarts, the nodes that died with it, its last move. Part of its record, so that it
 * survives moves and the death of nodes.
 *
 * @param restarts how often in all
 * @param failures how often since the last stable run
 * @param recent when, in epoch millis, as far as the intensity asks
 * @param lastFailures why, oldest first
 * @param suspicion whether it is held against it that nodes died
 * @param movedAt epoch millis of its arrival from another node; 0 when it never moved
 */
public record RestartHistory(
        int restarts,
        int failures,
        List<Long> recent,
        List<ChildFailure> lastFailures,
        Suspicion suspicion,
        long movedAt) {

    public static final RestartHistory NONE = new RestartHistory(0, 0, List.of(), List.of());

    private static final int KEPT_FAILURES = 5;

    /** Of a child that is under no suspicion and never moved. */
    public RestartHistory(int restarts, int failures, List<Long> recent, List<ChildFailure> lastFailures) {
        this(restarts, failures, recent, lastFailures, Suspicion.NONE, 0);
    }

    public RestartHistory {
        recent = List.copyOf(recent);
        lastFailures = List.copyOf(lastFailures);
    }

    /**
     * One restart more.
     *
     * @param newFailures how often since the last stable run, this one included
     * @param failure what the child threw; null after a normal end
     */
    public RestartHistory restarted(
            int newFailures, @Nullable ChildFailure failure, RestartIntensity intensity, long now) {
        long begin = now - intensity.within().toMillis();
        List<Long> times = new ArrayList<>(recent);
        times.add(now);
        times.removeIf(time -> time <= begin);
        return new RestartHistory(restarts + 1, newFailures, times, with(failure), suspicion, movedAt);
    }

    /** Whether these are more restarts than are allowed. */
    public boolean exceeds(RestartIntensity intensity) {
        return recent.size() > intensity.maxRestarts();
    }

    /** A failure without a restart. */
    public RestartHistory failed(@Nullable ChildFailure failure) {
        return new RestartHistory(restarts, failures, recent, with(failure), suspicion, movedAt);
    }

    /** Forgets what counts against the child; what was counted for people stays. */
    public RestartHistory pardoned() {
        return new RestartHistory(
                restarts,
                0,
                List.of(),
                lastFailures,
                suspicion.trusted() ? Suspicion.TRUSTED : Suspicion.NONE,
                movedAt);
    }

    RestartHistory suspected(Suspicion newSuspicion) {
        return new RestartHistory(restarts, failures, recent, lastFailures, newSuspicion, movedAt);
    }

    RestartHistory moved(long now) {
        return new RestartHistory(restarts, failures, recent, lastFailures, suspicion, now);
    }

    public @Nullable ChildFailure lastFailure() {
        return lastFailures.isEmpty() ? null : lastFailures.get(lastFailures.size() - 1);
    }

    private List<ChildFailure> with(@Nullable ChildFailure failure) {
        if (failure == null) {
            return lastFailures;
        }
        List<ChildFailure> all = new ArrayList<>(lastFailures);
        all.add(failure);
        return all.subList(Math.max(0, all.size() - KEPT_FAILURES), all.size());
    }
}
