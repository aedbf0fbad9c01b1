package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChildProcessTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Shutdown SHUTDOWN = Shutdown.timeout(Duration.ofMillis(200));

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final PlainCodec codec = new PlainCodec();
    private final Mailbox mailbox = new Mailbox(1_000);
    private final Map<String, AtomicInteger> sequences = new ConcurrentHashMap<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final Owner owner = new Owner();
    private final Busy child = new Busy();
    private volatile Permit permit = Permit.ALWAYS;
    private final ChildProcess process = newProcess(mailbox);

    private ChildProcess newProcess(Mailbox messages) {
        return new ChildProcess(
                "room",
                7,
                messages,
                new ProcessServices(
                        threads,
                        scheduler,
                        codec,
                        SizeLimits.NONE,
                        Time.SYSTEM,
                        QuietOwner::none,
                        QuietOwner::none,
                        name -> QuietOwner.none(),
                        error -> {},
                        "",
                        null,
                        () -> permit.holds()),
                new InstanceMaker() {
                    @Override
                    public Child make() {
                        return child;
                    }

                    @Override
                    public void dispose(Child disposed) {
                        child.log.add("disposed");
                    }
                });
    }

    @AfterEach
    void end() {
        child.stubborn = false;
        child.gate.countDown();
        threads.shutdownNow();
        scheduler.shutdownNow();
    }

    /** Keeps what was scheduled, so that a test can let the time come. */
    private static final class RecordingScheduler extends ScheduledThreadPoolExecutor {
        final Queue<Runnable> scheduled = new ConcurrentLinkedQueue<>();

        RecordingScheduler() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            scheduled.add(command);
            return super.schedule(command, delay, unit);
        }
    }

    private static final class Owner implements ProcessOwner {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch abandoned = new CountDownLatch(1);
        final CompletableFuture<Throwable> failedToStart = new CompletableFuture<>();
        final CompletableFuture<StopReason> ended = new CompletableFuture<>();
        volatile Throwable failure;
        volatile Runnable onEnd = () -> {};
        final List<byte[]> checkpoints = new CopyOnWriteArrayList<>();
        final List<String> unreadable = new CopyOnWriteArrayList<>();
        volatile CompletableFuture<Void> checkpointResult = CompletableFuture.completedFuture(null);

        @Override
        public void started(ChildProcess process) {
            started.countDown();
        }

        @Override
        public void failedToStart(ChildProcess process, Throwable cause) {
            failedToStart.complete(cause);
        }

        @Override
        public void ended(ChildProcess process, StopReason reason, Throwable cause) {
            failure = cause;
            onEnd.run();
            ended.complete(reason);
        }

        @Override
        public void abandoned(ChildProcess process) {
            abandoned.countDown();
        }

        @Override
        public CompletableFuture<Void> checkpoint(ChildProcess process, byte[] state) {
            checkpoints.add(state);
            return checkpointResult;
        }

        @Override
        public void stateNotCaptured(ChildProcess process, String why) {
            unreadable.add(why);
        }

        @Override
        public void stateUnreadable(ChildProcess process, String why) {
            unreadable.add(why);
        }
    }

    /** Does what it is told. */
    private static final class Busy implements Child, Stateful<String> {
        volatile boolean upgrades;
        final CompletableFuture<String> later = new CompletableFuture<>();
        final Queue<String> log = new ConcurrentLinkedQueue<>();
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch entered = new CountDownLatch(1);
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        volatile ChildContext context;
        volatile boolean stubborn = true;
        volatile String startFailure;
        volatile boolean startHangs;
        volatile boolean stopHangs;
        volatile boolean stopWaits;
        volatile String state = "state";

        @Override
        public void onStart(ChildContext newContext) {
            context = newContext;
            log.add("start");
            if (startHangs) {
                ignoreInterruption();
            }
            if (startFailure != null) {
                throw new IllegalStateException(startFailure);
            }
        }

        @Override
        public Object onCall(Object message) throws Exception {
            onCast(message);
            if (message.equals("later")) {
                return later;
            }
            return message + "!";
        }

        @Override
        public void onCast(Object message) throws Exception {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                switch ((String) message) {
                    case "wait" -> await();
                    case "ignore interruption" -> ignoreInterruption();
                    case "crash" -> throw new IllegalArgumentException("as told");
                    case "stop" -> context.stop();
                    case "checkpoint" -> context.checkpoint();
                    default -> Thread.yield();
                }
                log.add((String) message);
            } finally {
                inside.decrementAndGet();
            }
        }

        private void await() {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                log.add("interrupted");
            }
        }

        private void ignoreInterruption() {
            entered.countDown();
            while (stubborn) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void onStop(StopReason reason) {
            log.add("stop " + reason);
            if (stopHangs) {
                ignoreInterruption();
            }
            if (stopWaits) {
                await();
            }
        }

        @Override
        public String captureState() {
            log.add("capture");
            return state;
        }

        @Override
        public void restoreState(String newState) {
            if (newState.equals("broken")) {
                throw new IllegalArgumentException("as told");
            }
            log.add("restore " + newState);
        }

        @Override
        public String upgradeState(Object old, int version) {
            return upgrades ? old + " of " + version : Stateful.super.upgradeState(old, version);
        }
    }

    // ---- methods that do not return

    private void assertThatItDoesNothingWhenItMay() {
        permit = Permit.ALWAYS;
        process.wake();
        await().during(Duration.ofMillis(100)).atMost(SOON).until(child.log::isEmpty);
    }

    private void assertThatItIsDisposedOfWhenItReturns() {
        child.stubborn = false;
        await().atMost(SOON).until(() -> child.log.contains("disposed"));
        assertThat(child.log).containsExactly("start", "stop SUPERSEDED", "disposed");
        assertThat(owner.started.getCount()).isOne();
    }

    @Test
    void givesUpAStartThatIgnoresItsInterruptionOnceTheChildIsToLeave() throws Exception {
        child.startHangs = true;
        process.start(null, SHUTDOWN, owner);
        child.entered.await();
        await().during(SHUTDOWN.timeout().multipliedBy(3))
                .atMost(SOON)
                .until(() -> !owner.failedToStart.isDone()); // as long as nobody wants it to leave

        process.limitStart();
        assertThat(owner.failedToStart.get(10, TimeUnit.SECONDS)).hasMessageContaining("onStart did not return");
        assertThat(owner.abandoned.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatItIsDisposedOfWhenItReturns();
    }

    @Test
    void doesNotBeginAfterItWasGivenUp() throws Exception {
        permit = () -> false;
        process.start(null, SHUTDOWN, owner);
        process.limitStart();
        owner.failedToStart.get(10, TimeUnit.SECONDS);

        assertThatItDoesNothingWhenItMay();
    }

    @Test
    void endsThoughOnStopAfterACrashIgnoresItsInterruption() throws Exception {
        start();
        child.stopHangs = true;
        cast("crash");

        assertThat(owner.ended.get(10, TimeUnit.SECONDS)).isEqualTo(StopReason.CRASHED);
        assertThat(owner.abandoned.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptsOnStopAfterACrash() throws Exception {
        start();
        child.stopWaits = true;
        cast("crash");

        assertThat(owner.ended.get(10, TimeUnit.SECONDS)).isEqualTo(StopReason.CRASHED);
        assertThat(child.log).contains("interrupted");
    }

    @Test
    void doesNotBeginAfterItsStopWasGivenUp() throws Exception {
        permit = () -> false;
        process.start(null, SHUTDOWN, owner);
        process.finish();

        assertThatItDoesNothingWhenItMay();
    }

    @Test
    void disposesOfAChildWhoseStartEndsAfterItsStopWasGivenUp() throws Exception {
        child.startHangs = true;
        process.start(null, SHUTDOWN, owner);
        child.entered.await();

        Stopped stopped = process.stop(StopReason.FENCED, true, SHUTDOWN, null).get(10, TimeUnit.SECONDS);
        assertThat(stopped.end()).isEqualTo(Stopped.End.ABANDONED);
        assertThatItIsDisposedOfWhenItReturns();
    }

    // ---- messages

    @Test
    void beginsWhenItsNodeMayRunItAgainHoweverShortItMayNot() throws Exception {
        Iterator<Boolean> looks = List.of(true, false).iterator();
        permit = () -> looks.hasNext() && looks.next();
        process.start(null, SHUTDOWN, owner);
        await().until(() -> !looks.hasNext());

        permit = Permit.ALWAYS;
        process.wake();
        assertThat(owner.started.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void handlesOneMessageAtATimeAndEachOnce() throws Exception {
        start();
        List<Future<?>> senders = new ArrayList<>();
        ExecutorService others = Executors.newFixedThreadPool(4);
        for (int s = 0; s < 4; s++) {
            String sender = "sender-" + s;
            senders.add(others.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    send(sender, Envelope.Kind.CALL, "m");
                }
            }));
        }
        for (Future<?> each : senders) {
            each.get();
        }
        others.shutdown();
        await().atMost(SOON).until(() -> replies.size() == 800);

        assertThat(child.most).hasValue(1);
        assertThat(child.log).hasSize(801);
        assertThat(replies).allMatch(reply -> reply instanceof Reply.Answer);
    }

    @Test
    void handlesNothingBeforeItIsOpened() throws Exception {
        process.start(null, SHUTDOWN, owner);
        owner.started.await();
        cast("early");
        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> !child.log.contains("early"));

        process.open();
        await().atMost(SOON).until(() -> child.log.contains("early"));
    }

    @Test
    void restoresStateBeforeItStarts() throws Exception {
        process.start(captured(1, "old"), SHUTDOWN, owner);
        owner.started.await();

        assertThat(child.log).containsExactly("restore old", "start");
    }

    private byte[] captured(int version, String state) {
        byte[] content = codec.encode(state);
        return ByteBuffer.allocate(4 + content.length)
                .putInt(version)
                .put(content)
                .array();
    }

    @Test
    void upgradesTheStateOfAnotherVersion() throws Exception {
        child.upgrades = true;
        process.start(captured(0, "old"), SHUTDOWN, owner);
        owner.started.await();

        assertThat(child.log).containsExactly("restore old of 0", "start");
        assertThat(owner.unreadable).isEmpty();
    }

    @Test
    void startsAsANewObjectWithoutAStateItCannotRead() throws Exception {
        for (byte[] unreadable : List.of(captured(2, "newer"), captured(1, "broken"), new byte[] {1})) {
            child.log.clear();
            Owner told = new Owner();
            ChildProcess next = newProcess(new Mailbox(10));
            next.start(unreadable, SHUTDOWN, told);
            told.started.await();

            assertThat(child.log).endsWith("disposed", "start");
            assertThat(told.unreadable).hasSize(1);
        }
    }

    @Test
    void keepsACheckpointFromItsOwnThreadOnly() throws Exception {
        start();
        cast("checkpoint");
        await().atMost(SOON).until(() -> !owner.checkpoints.isEmpty());

        assertThat(owner.checkpoints.get(0)).isEqualTo(captured(1, "state"));
        assertThatThrownBy(() -> child.context.checkpoint()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void crashesWhenACheckpointIsNotConfirmedUnlessItIsHandled() throws Exception {
        owner.checkpointResult = CompletableFuture.failedFuture(new IllegalStateException("lost"));
        start();
        cast("checkpoint");

        assertThat(owner.ended.get()).isEqualTo(StopReason.CRASHED);
        assertThat(owner.failure).hasMessageContaining("was not confirmed");
    }

    @Test
    void tellsWhyItDidNotStart() throws Exception {
        child.startFailure = "no";
        process.start(null, SHUTDOWN, owner);

        assertThat(owner.failedToStart.get()).hasMessage("no");
        assertThat(child.log).containsExactly("start", "disposed");
        assertThat(process.stop(StopReason.TERMINATED, false, Shutdown.infinity(), null)
                        .get())
                .isEqualTo(new Stopped(Stopped.End.DONE, null));
    }

    @Test
    void runsNoMessageThatNobodyWaitsForAnyMore() throws Exception {
        start();
        Envelope envelope = envelope("a", Envelope.Kind.CALL, "late");
        mailbox.offer(new Delivery(envelope, Time.SYSTEM.nanos() - 1, replies::add));
        await().atMost(SOON).until(() -> !replies.isEmpty());

        assertThat(replies).containsExactly(Reply.Refused.NOT_HERE);
        assertThat(child.log).doesNotContain("late");
    }

    // ---- answers that come later

    @Test
    void handlesNoOtherMessageBeforeItsAnswerHasCome() throws Exception {
        start();
        call("later");
        call("next");
        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> replies.isEmpty());
        child.later.complete("at last");

        await().atMost(SOON).until(() -> replies.size() == 2);
        assertThat(child.log).containsExactly("start", "later", "next");
        assertThat(((Reply.Answer) replies.remove()).payload().value(codec)).isEqualTo("at last");
    }

    @Test
    void crashesWhenALaterAnswerFailsUnchecked() throws Exception {
        start();
        call("later");
        child.later.completeExceptionally(new IllegalArgumentException("as told"));

        assertThat(owner.ended.get()).isEqualTo(StopReason.CRASHED);
        assertThat(replies).singleElement().isInstanceOf(Reply.Failed.class);
    }

    @Test
    void waitsForALaterAnswerBeforeItStops() throws Exception {
        start();
        call("later");
        await().atMost(SOON).until(() -> child.log.contains("later"));
        CompletableFuture<Stopped> stopped =
                process.stop(StopReason.HANDOFF, true, Shutdown.timeout(Duration.ofMinutes(1)), null);
        assertThat(stillRunsAfter(stopped, 100)).isTrue();
        child.later.complete("at last");

        assertThat(stopped.get().end()).isEqualTo(Stopped.End.DONE);
        assertThat(replies).singleElement().isInstanceOf(Reply.Answer.class);
    }

    @Test
    void stopsWithoutALaterAnswerAfterTheTimeoutAndSaysThatItIsLost() throws Exception {
        start();
        call("later");
        await().atMost(SOON).until(() -> child.log.contains("later"));
        Stopped stopped = process.stop(StopReason.TERMINATED, false, Shutdown.timeout(Duration.ofMillis(500)), null)
                .get();
        child.later.complete("too late");

        assertThat(stopped.end()).isEqualTo(Stopped.End.DONE);
        assertThat(child.log).endsWith("stop TERMINATED", "disposed");
        assertThat(replies).singleElement().isInstanceOf(Reply.Lost.class);
    }

    // ---- stop

    @Test
    void waitsForTheCurrentMessageBeforeItStops() throws Exception {
        start();
        cast("wait");
        child.entered.await();
        cast("behind");
        CompletableFuture<Stopped> stopped =
                process.stop(StopReason.HANDOFF, true, Shutdown.timeout(Duration.ofMinutes(1)), null);
        assertThat(stillRunsAfter(stopped, 100)).isTrue();
        assertThat(child.log).containsExactly("start");

        child.gate.countDown();
        assertThat(stopped.get().end()).isEqualTo(Stopped.End.DONE);
        assertThat(stopped.get().state()).isEqualTo(captured(1, "state"));
        assertThat(child.log).containsExactly("start", "wait", "capture", "stop HANDOFF", "disposed");
        assertThat(mailbox.size()).as("what waits is the caller's to refuse").isEqualTo(1);
    }

    @Test
    void interruptsAtOnceAndRunsNoOnStopWhenKilled() throws Exception {
        start();
        cast("wait");
        child.entered.await();
        Stopped stopped = process.stop(StopReason.TERMINATED, false, Shutdown.brutalKill(), null)
                .get();

        assertThat(stopped).isEqualTo(new Stopped(Stopped.End.DONE, null));
        assertThat(child.log).containsExactly("start", "interrupted", "wait", "disposed");
    }

    @Test
    void abandonsAKilledChildThatIgnoresItsInterruption() throws Exception {
        start();
        cast("ignore interruption");
        child.entered.await();

        assertThat(process.stop(StopReason.TERMINATED, false, Shutdown.brutalKill(), null)
                        .get()
                        .end())
                .isEqualTo(Stopped.End.ABANDONED);
    }

    @Test
    void interruptsAfterTheTimeout() throws Exception {
        start();
        cast("wait");
        child.entered.await();
        long begin = System.nanoTime();
        Stopped stopped = process.stop(StopReason.TERMINATED, false, Shutdown.timeout(Duration.ofMillis(200)), null)
                .get();

        assertThat(millisSince(begin)).isGreaterThanOrEqualTo(199);
        assertThat(stopped.end()).isEqualTo(Stopped.End.DONE);
        assertThat(child.log).containsExactly("start", "interrupted", "wait", "stop TERMINATED", "disposed");
    }

    @Test
    void abandonsAChildThatIgnoresItsInterruptionAfterTwiceTheTimeout() throws Exception {
        start();
        cast("ignore interruption");
        child.entered.await();
        cast("behind");
        long begin = System.nanoTime();
        Stopped stopped = process.stop(StopReason.HANDOFF, true, Shutdown.timeout(Duration.ofMillis(150)), null)
                .get();

        assertThat(millisSince(begin)).isGreaterThanOrEqualTo(299);
        assertThat(stopped).isEqualTo(new Stopped(Stopped.End.ABANDONED, null));
        child.stubborn = false;
        await().atMost(SOON).until(() -> child.log.contains("ignore interruption"));
        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> !child.log.contains("behind"));
    }

    @Test
    void waitsWithoutLimitForAChildWithInfinity() throws Exception {
        start();
        cast("wait");
        child.entered.await();
        CompletableFuture<Stopped> stopped = process.stop(StopReason.TERMINATED, false, Shutdown.infinity(), null);
        assertThat(stillRunsAfter(stopped, 500)).isTrue();

        child.gate.countDown();
        assertThat(stopped.get().end()).isEqualTo(Stopped.End.DONE);
        assertThat(child.log).containsExactly("start", "wait", "stop TERMINATED", "disposed");
    }

    @Test
    void goesOnWhenAStopIsGivenUp() throws Exception {
        start();
        cast("wait");
        child.entered.await();
        Stopped stopped = process.stop(StopReason.HANDOFF, true, Shutdown.infinity(), Duration.ofMillis(50))
                .get();
        assertThat(stopped).isEqualTo(new Stopped(Stopped.End.GIVEN_UP, null));

        child.gate.countDown();
        cast("next");
        await().atMost(SOON).until(() -> child.log.contains("next"));
        assertThat(child.log).containsExactly("start", "wait", "next");
    }

    @Test
    void stopsTwiceWithoutHarm() throws Exception {
        start();
        process.stop(StopReason.TERMINATED, false, Shutdown.infinity(), null).get();
        Stopped again = process.stop(StopReason.TERMINATED, true, Shutdown.infinity(), null)
                .get();

        assertThat(again).isEqualTo(new Stopped(Stopped.End.DONE, null));
        assertThat(child.log).containsExactly("start", "stop TERMINATED", "disposed");
    }

    // ---- end by itself

    @Test
    void runsOnStopAfterACrashAndTellsItsOwner() throws Exception {
        start();
        call("crash");

        assertThat(owner.ended.get()).isEqualTo(StopReason.CRASHED);
        assertThat(owner.failure).isInstanceOf(IllegalArgumentException.class).hasMessage("as told");
        assertThat(child.log).containsExactly("start", "stop CRASHED", "disposed");
        assertThat(replies).singleElement().isInstanceOfSatisfying(Reply.Failed.class, failed -> {
            assertThat(failed.crashed()).isTrue();
            assertThat(failed.message()).isEqualTo("as told");
        });
    }

    @Test
    void handlesNothingAfterACrash() throws Exception {
        start();
        cast("crash");
        cast("behind");
        owner.ended.get();
        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> !child.log.contains("behind"));

        assertThat(mailbox.size()).as("waits for the next instance").isEqualTo(1);
    }

    @Test
    void stopsAfterTheMessageInWhichItAskedForIt() throws Exception {
        start();
        call("stop");

        assertThat(owner.ended.get()).isEqualTo(StopReason.NORMAL);
        assertThat(owner.failure).isNull();
        assertThat(child.log).containsExactly("start", "stop", "stop NORMAL", "disposed");
        assertThat(replies).singleElement().isInstanceOf(Reply.Answer.class);
    }

    /** The end and the moment of giving up may coincide; a process that is over must not be said to go on. */
    @Test
    void doesNotGiveUpTheStopOfAProcessThatIsOver() throws Exception {
        start();
        cast("wait");
        child.entered.await();
        cast("crash");
        CompletableFuture<CompletableFuture<Stopped>> stop = new CompletableFuture<>();
        owner.onEnd = () -> {
            scheduler.scheduled.clear();
            stop.complete(process.stop(StopReason.HANDOFF, true, Shutdown.infinity(), Duration.ofMinutes(1)));
            scheduler.scheduled.remove().run(); // the time to give up comes before the thread looks for orders again
        };
        child.gate.countDown();

        assertThat(stop.get().get().end()).isEqualTo(Stopped.End.DONE);
    }

    // ---- timers

    @Test
    void runsTimersBetweenMessages() throws Exception {
        start();
        List<List<String>> waiting = new ArrayList<>();
        CountDownLatch ran = new CountDownLatch(1);
        cast("wait");
        child.entered.await();
        child.context.schedule(Duration.ZERO, () -> {
            waiting.add(CurrentChild.waiting());
            child.log.add("timer, inside " + child.inside);
            ran.countDown();
        });
        assertThat(ran.await(100, TimeUnit.MILLISECONDS))
                .as("while a message runs")
                .isFalse();

        child.gate.countDown();
        ran.await();
        assertThat(waiting).containsExactly(List.of("room"));
        assertThat(child.log).containsExactly("start", "wait", "timer, inside 0");
    }

    @Test
    void repeatsTimersUntilTheyAreCancelled() throws Exception {
        start();
        AtomicInteger runs = new AtomicInteger();
        var timer = child.context.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(5), runs::incrementAndGet);
        await().atMost(SOON).until(() -> runs.get() >= 3);
        timer.cancel();
        timer.cancel();
        int after = runs.get() + 1; // one may be running

        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> runs.get() <= after);
    }

    @Test
    void cancelsItsTimersWhenItStops() throws Exception {
        start();
        AtomicInteger runs = new AtomicInteger();
        child.context.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(5), runs::incrementAndGet);
        await().atMost(SOON).until(() -> runs.get() >= 1);
        process.stop(StopReason.TERMINATED, false, Shutdown.infinity(), null).get();
        int after = runs.get();
        child.context.schedule(Duration.ZERO, runs::incrementAndGet);

        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> runs.get() == after);
        await().atMost(SOON)
                .until(() -> scheduler.getQueue().stream().allMatch(each -> ((Future<?>) each).isCancelled()));
    }

    @Test
    void crashesWhenATimerThrows() throws Exception {
        start();
        child.context.schedule(Duration.ofMillis(1), () -> {
            throw new IllegalStateException("timer");
        });

        assertThat(owner.ended.get()).isEqualTo(StopReason.CRASHED);
        assertThat(owner.failure).hasMessage("timer");
    }

    private void start() throws InterruptedException {
        process.start(null, SHUTDOWN, owner);
        owner.started.await();
        process.open();
    }

    private void cast(String message) {
        send("test", Envelope.Kind.CAST, message);
    }

    private void call(String message) {
        send("test", Envelope.Kind.CALL, message);
    }

    private void send(String sender, Envelope.Kind kind, String message) {
        long expiresAt = Time.SYSTEM.nanos() + TimeUnit.MINUTES.toNanos(1);
        mailbox.offer(new Delivery(envelope(sender, kind, message), expiresAt, replies::add));
    }

    private Envelope envelope(String sender, Envelope.Kind kind, String message) {
        int sequence =
                sequences.computeIfAbsent(sender, each -> new AtomicInteger()).getAndIncrement();
        return new Envelope("room", kind, Payload.of(message, codec), 60_000, List.of(), sender, 1, sequence);
    }

    private static boolean stillRunsAfter(Future<?> future, long millis)
            throws InterruptedException, ExecutionException {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
