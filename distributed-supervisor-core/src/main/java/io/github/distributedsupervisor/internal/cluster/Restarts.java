package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.registry.RestartHistory;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import io.github.distributedsupervisor.internal.runtime.FatalError;
import io.github.distributedsupervisor.internal.runtime.ProcessServices;
import io.github.distributedsupervisor.internal.runtime.RestartDelay;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts children of this node again, each later than the time before, until it is too often. Runs on the control thread. */
final class Restarts {

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private final ChildHost host;
    private final ProcessServices services;
    private final ChildEvents events;
    private final RestartBackOff backOff;
    private final Time time;

    Restarts(ChildHost host, ProcessServices services, ChildEvents events, RestartBackOff backOff) {
        this.host = host;
        this.services = services;
        this.events = events;
        this.backOff = backOff;
        this.time = services.time();
    }

    void restart(HostedChild child, @Nullable ChildFailure failure) {
        child.stage = HostedChild.Stage.ENDING;
        long ranMillis = child.openedAtMillis == 0 ? 0 : time.millis() - child.openedAtMillis;
        child.openedAtMillis = 0;
        RestartIntensity intensity = child.record.spec().intensity();
        int failures =
                RestartDelay.failuresAfter(backOff, child.record.history().failures(), ranMillis);
        RestartHistory history = child.record.history().restarted(failures, failure, intensity, time.epochMillis());
        if (history.exceeds(intensity) || endangersNodes(failure, history)) {
            quarantine(child, history);
        } else {
            host.change(child, record -> record.restarting(history, time.epochMillis()), () -> {
                child.stage = HostedChild.Stage.BACKING_OFF;
                ChildProcess next = host.newProcess(child.record, child.mailbox);
                child.process = next;
                child.runDeferred();
                afterBackOff(child, next, RestartDelay.millis(backOff, child.name, failures));
            });
        }
    }

    /** The second time that its code brings a virtual machine into trouble, it does not get a third. */
    private static boolean endangersNodes(@Nullable ChildFailure failure, RestartHistory history) {
        return failure != null
                && FatalError.is(failure)
                && history.lastFailures().stream().filter(FatalError::is).count() > 1;
    }

    private static String summaryOf(@Nullable ChildFailure failure) {
        return failure == null ? "none" : failure.summary();
    }

    private void quarantine(HostedChild child, RestartHistory history) {
        host.change(child, record -> record.quarantined(history, time.epochMillis()), () -> {
            RestartIntensity intensity = child.record.spec().intensity();
            LOG.error(
                    "child '{}' is quarantined: more than {} restarts within {}, or two fatal errors; the last failure: {}",
                    child.name,
                    intensity.maxRestarts(),
                    intensity.within(),
                    summaryOf(history.lastFailure()));
            events.quarantined(child.record);
            host.forget(child, null);
        });
    }

    private void afterBackOff(HostedChild child, ChildProcess next, long delayMillis) {
        Runnable start = () -> host.onControl(next, current -> {
            if (current.stage == HostedChild.Stage.BACKING_OFF) {
                current.stage = HostedChild.Stage.STARTING;
                next.start(current.record.state(), current.record.spec().shutdown(), host);
            }
        });
        if (delayMillis == 0) {
            start.run();
        } else {
            services.scheduler().schedule(start, delayMillis, TimeUnit.MILLISECONDS);
        }
    }
}
