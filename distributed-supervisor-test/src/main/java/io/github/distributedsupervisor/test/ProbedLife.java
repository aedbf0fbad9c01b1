package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildNotFoundException;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStartException;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.messaging.ForyMessageCodec;
import io.github.distributedsupervisor.internal.messaging.Messenger;
import io.github.distributedsupervisor.internal.registry.RestartHistory;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import io.github.distributedsupervisor.internal.runtime.Delivery;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import io.github.distributedsupervisor.internal.runtime.InstanceMaker;
import io.github.distributedsupervisor.internal.runtime.Mailbox;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.ProcessOwner;
import io.github.distributedsupervisor.internal.runtime.ProcessServices;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.RestartDelay;
import io.github.distributedsupervisor.internal.runtime.Stopped;
import io.github.distributedsupervisor.test.internal.probe.HandTime;
import io.github.distributedsupervisor.test.internal.probe.TestThread;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor does with one child, done on the thread of a test. It is host, records and callers of that child in one,
 * which share its state.
 */
final class ProbedLife implements ProcessOwner, InstanceMaker {

    private static final int MAILBOX = 10_000;
    private static final SupervisorNode NODE = new SupervisorNode("probe", "probe", "127.0.0.1:0", true, false);

    private final ChildSpec spec;
    private final ChildFactory factory;
    private final HandTime time = new HandTime();
    private final TestThread thread = new TestThread();
    private final MessageCodec codec;
    private final ProcessServices services;
    private Mailbox mailbox = new Mailbox(MAILBOX);
    private RestartHistory history = RestartHistory.NONE;
    private ChildProcess process;
    private @Nullable Child child;
    private byte @Nullable [] state;
    private @Nullable ChildStatus status;
    private @Nullable StopReason stopReason;
    private @Nullable Throwable failure;
    private long incarnation;
    private long sequence;
    private long openedMillis;
    private long touchedMillis;
    private long restartAtMillis;
    private boolean established;

    ProbedLife(ChildSpec spec, ChildFactory factory, Class<? extends Child> type) {
        this.spec = spec;
        this.factory = factory;
        this.codec = new ForyMessageCodec(type.getClassLoader(), Set.of(type.getPackageName()));
        this.services = new ProcessServices(
                thread,
                time,
                codec,
                time,
                () -> {
                    throw new IllegalStateException("a child that is tested alone has no supervisor; give it what it"
                            + " needs of one by its constructor, or use @SupervisorClusterTest");
                },
                () -> NODE,
                name -> new ProbedRef(this));
        this.process = newProcess();
    }

    private ChildProcess newProcess() {
        incarnation = Math.max(incarnation + 1, time.epochMillis());
        return new ChildProcess(name(), incarnation, mailbox, services, this);
    }

    void begin() {
        status = ChildStatus.STARTING;
        process.start(state, Shutdown.infinity(), this);
        thread.runAll();
        if (!established) {
            Throwable thrown = Objects.requireNonNull(failure);
            throw new ChildStartException(
                    "child '" + name() + "' failed to start: " + FailureText.summaryOf(thrown),
                    FailureText.failureOf(thrown, incarnation, time.epochMillis()));
        }
    }

    @Override
    public Child make() throws Exception {
        Object arguments = codec.decode(codec.encode(spec.arguments().toArray()));
        child = factory.create(Arrays.asList((Object[]) Objects.requireNonNull(arguments)));
        return child;
    }

    @Override
    public Set<String> answers() {
        return spec.answers();
    }

    @Override
    public void dispose(Child disposed) {
        factory.destroy(disposed);
        child = null;
    }

    @Override
    public void started(ChildProcess started) {
        established = true;
        status = ChildStatus.RUNNING;
        openedMillis = time.millis();
        touchedMillis = openedMillis;
        started.open();
    }

    @Override
    public void failedToStart(ChildProcess failed, Throwable thrown) {
        failure = thrown;
        if (established && spec.restart() != Restart.TEMPORARY) {
            restart(thrown);
        } else {
            end();
        }
    }

    @Override
    public void ended(ChildProcess ended, StopReason reason, @Nullable Throwable thrown) {
        stopReason = reason;
        if (thrown != null) {
            failure = thrown;
        }
        if (RestartDelay.comesBack(spec.restart(), reason)) {
            restart(thrown);
        } else {
            end();
        }
    }

    private void restart(@Nullable Throwable thrown) {
        long ranMillis = openedMillis == 0 && history.failures() > 0 ? 0 : time.millis() - openedMillis;
        int failures = RestartDelay.failuresAfter(RestartBackOff.DEFAULT, history.failures(), ranMillis);
        RestartIntensity intensity = spec.intensity().orElse(RestartIntensity.DEFAULT);
        history = history.restarted(
                failures,
                thrown == null ? null : FailureText.failureOf(thrown, incarnation, time.epochMillis()),
                intensity,
                time.epochMillis());
        if (history.exceeds(intensity)) {
            status = ChildStatus.QUARANTINED;
            mailbox.seal(null);
            return;
        }
        status = ChildStatus.RESTARTING;
        process = newProcess();
        ChildProcess next = process;
        long delay = RestartDelay.millis(RestartBackOff.DEFAULT, name(), failures);
        restartAtMillis = time.millis() + delay;
        if (delay == 0) {
            next.start(state, Shutdown.infinity(), this);
        } else {
            time.schedule(() -> next.start(state, Shutdown.infinity(), this), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void end() {
        status = null;
        mailbox.seal(null);
    }

    @Override
    public void abandoned(ChildProcess given) {}

    @Override
    public CompletableFuture<@Nullable Void> checkpoint(ChildProcess checkpointed, byte[] newState) {
        state = newState;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void stateNotCaptured(ChildProcess captured, String why) {
        failure = new IllegalStateException("the state cannot be captured: " + why);
    }

    @Override
    public void stateUnreadable(ChildProcess unread, String why) {
        failure = new IllegalStateException("the state cannot be restored: " + why);
    }

    CompletableFuture<@Nullable Object> ask(Envelope.Kind kind, Object message) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        deliver(kind, message, reply -> {
            if (reply instanceof Reply.Answer answered) {
                answer.complete(codec.decode(answered.payload().bytes(codec)));
            } else if (!(reply instanceof Reply.Accepted)) {
                answer.completeExceptionally(
                        reply instanceof Reply.Refused
                                ? new ChildUnavailableException("child '" + name() + "' has ended", null)
                                : Messenger.failureOf(name(), reply));
            }
        });
        return answer;
    }

    @Nullable
    Object call(Envelope.Kind kind, Object message) {
        CompletableFuture<@Nullable Object> answer = ask(kind, message);
        if (!answer.isDone()) {
            throw new IllegalStateException("child '" + name() + "', which is " + status
                    + ", has not answered: use callAsync, then let time pass or complete what it waits for");
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw (RuntimeException) Objects.requireNonNull(e.getCause());
        }
    }

    void tell(Envelope.Kind kind, Object message) {
        deliver(kind, message, reply -> {});
    }

    private void deliver(Envelope.Kind kind, Object message, Consumer<Reply> replyTo) {
        if (status == null) {
            throw new ChildNotFoundException("there is no child '" + name() + "' any more", null);
        }
        if (status == ChildStatus.QUARANTINED) {
            throw new ChildUnavailableException("child '" + name() + "' is in quarantine", null);
        }
        if (status == ChildStatus.PASSIVE) {
            again();
        }
        touchedMillis = time.millis();
        Payload payload = Payload.ofBytes(codec.encode(message));
        Envelope envelope = new Envelope(name(), kind, payload, Long.MAX_VALUE, List.of(), "test", 0, sequence++);
        mailbox.offer(new Delivery(envelope, Long.MAX_VALUE, replyTo));
        thread.runAll();
    }

    void advance(Duration duration) {
        thread.runAll();
        time.pass(duration, thread::runAll);
        boolean idle = spec.passivateAfter().isPresent()
                && status == ChildStatus.RUNNING
                && time.millis() - touchedMillis >= spec.passivateAfter().get().toMillis()
                && mailbox.size() == 0
                && !process.hasTimers();
        if (idle) {
            stop(StopReason.PASSIVATED, ChildStatus.PASSIVE);
        }
    }

    void move() {
        stop(StopReason.HANDOFF, ChildStatus.MOVING);
        again();
    }

    void terminate() {
        stop(StopReason.TERMINATED, null);
    }

    private void stop(StopReason reason, @Nullable ChildStatus next) {
        if (status != ChildStatus.RUNNING) {
            throw new IllegalStateException("child '" + name() + "' does not run, but is " + status);
        }
        mailbox.seal(null);
        CompletableFuture<Stopped> stopped = process.stop(reason, true, spec.shutdown(), null);
        thread.runAll();
        if (!stopped.isDone()) {
            throw new IllegalStateException(
                    "child '" + name() + "' waits for an answer of its own and cannot stop yet");
        }
        byte[] captured = Objects.requireNonNull(stopped.getNow(null)).state();
        state = captured == null ? state : captured;
        stopReason = reason;
        status = next;
    }

    private void again() {
        mailbox = new Mailbox(MAILBOX);
        sequence = 0;
        process = newProcess();
        status = ChildStatus.STARTING;
        process.start(state, Shutdown.infinity(), this);
        thread.runAll();
    }

    String name() {
        return spec.name().orElse("probe");
    }

    Child child() {
        if (child == null) {
            throw new IllegalStateException("child '" + name() + "' does not run, but is " + status);
        }
        return child;
    }

    @Nullable
    ChildStatus status() {
        return status;
    }

    Optional<Duration> restartsIn() {
        return status == ChildStatus.RESTARTING
                ? Optional.of(Duration.ofMillis(restartAtMillis - time.millis()))
                : Optional.empty();
    }

    int restarts() {
        return history.restarts();
    }

    @Nullable
    StopReason stopReason() {
        return stopReason;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    long incarnation() {
        return incarnation;
    }
}
