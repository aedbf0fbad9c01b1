package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildTimer;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.Settings;
import java.time.Duration;

/** What a child sees of its process. */
final class ProcessContext implements ChildContext {

    private final ChildProcess process;
    private final ProcessServices services;
    private final ChildTimers timers;

    ProcessContext(ChildProcess process, ProcessServices services, ChildTimers timers) {
        this.process = process;
        this.services = services;
        this.timers = timers;
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public long incarnation() {
        return process.incarnation();
    }

    @Override
    public ChildRef self() {
        return services.refs().apply(name());
    }

    @Override
    public SupervisorNode node() {
        return services.node().get();
    }

    @Override
    public DistributedSupervisor supervisor() {
        return services.supervisor().get();
    }

    @Override
    public ChildTimer schedule(Duration delay, Runnable action) {
        return timers.once(notNegative(delay), action);
    }

    @Override
    public ChildTimer scheduleAtFixedRate(Duration initialDelay, Duration period, Runnable action) {
        return timers.repeatedly(notNegative(initialDelay), Settings.positive("period", period), action);
    }

    @Override
    public void checkpoint() {
        process.checkpoint();
    }

    @Override
    public void stop() {
        process.requestEnd(null);
    }

    @Override
    public void stopAbnormally(String reason) {
        process.requestEnd(new SupervisorException("child '" + name() + "' stopped itself: " + reason));
    }

    private static Duration notNegative(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, but is " + delay);
        }
        return delay;
    }
}
