package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what happens to the children of one supervisor on this node. Told by one thread at a time. */
final class MeteringListener implements SupervisorListener {

    private final List<MeterRegistry> registries;
    private final String supervisor;
    private long lostNodeNanos;
    private boolean lostNode;

    MeteringListener(String supervisor, List<MeterRegistry> registries) {
        this.registries = registries;
        this.supervisor = supervisor;
    }

    @Override
    public void childStarted(ChildId id, String type, StartReason reason) {
        count(SupervisorMeter.CHILD_STARTS, type, reason.name().toLowerCase(Locale.ROOT));
        if (reason == StartReason.FAILOVER && lostNode) {
            long nanos = System.nanoTime() - lostNodeNanos;
            registries.forEach(registry ->
                    SupervisorMeter.FAILOVER.timer(registry, supervisor).record(nanos, TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {
        if (failure != null) {
            count(SupervisorMeter.CHILD_FAILURES, type, failure.getClass().getSimpleName());
        }
    }

    @Override
    public void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {
        count(SupervisorMeter.CHILD_QUARANTINES, type);
    }

    @Override
    public void nodeDown(SupervisorNode node) {
        lostNode = true;
        lostNodeNanos = System.nanoTime();
    }

    private void count(SupervisorMeter meter, String... tags) {
        registries.forEach(registry -> meter.increment(registry, supervisor, tags));
    }
}
