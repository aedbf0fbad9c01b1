package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.SupervisorOperations;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The report of a node, made anew at most once a second: one scrape reads it for each of many gauges. */
final class RecentReport {

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SupervisorOperations operations;
    private @Nullable NodeReport report;
    private long madeNanos;

    RecentReport(SupervisorOperations operations) {
        this.operations = operations;
    }

    synchronized NodeReport get() {
        long now = System.nanoTime();
        NodeReport current = report;
        if (current == null || now - madeNanos > KEPT_NANOS) {
            current = operations.local();
            report = current;
            madeNanos = now;
        }
        return current;
    }
}
