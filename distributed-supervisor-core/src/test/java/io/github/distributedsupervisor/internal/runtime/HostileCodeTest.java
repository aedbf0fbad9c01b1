package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.Time;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What code of children does to the thread that they share, and to the virtual machine. */
class HostileCodeTest {

    private final ExecutorService oneThread = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Queue<VirtualMachineError> fatal = new ConcurrentLinkedQueue<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final ProcessServices services = new ProcessServices(
            oneThread,
            scheduler,
            new PlainCodec(),
            SizeLimits.NONE,
            Time.SYSTEM,
            QuietOwner::none,
            QuietOwner::none,
            name -> QuietOwner.none(),
            fatal::add,
            "",
            null,
            Permit.ALWAYS);

    @AfterEach
    void end() {
        oneThread.shutdownNow();
        scheduler.shutdownNow();
    }

    private final class Owner extends QuietOwner {

        @Override
        public void failedToStart(ChildProcess process, Throwable failure) {
            failures.put(process.name(), failure);
        }

        @Override
        public void ended(ChildProcess process, StopReason reason, @Nullable Throwable failure) {
            if (failure != null) {
                failures.put(process.name(), failure);
            }
        }
    }

    /** Does in each of its methods what the test says. */
    private static class Acting implements Child, Stateful<String> {
        @Nullable
        Runnable onStart;

        @Nullable
        Runnable onStop;

        @Nullable
        Runnable onCapture;

        Supplier<String> onCall = () -> "done";

        private static void run(@Nullable Runnable action) {
            if (action != null) {
                action.run();
            }
        }

        @Override
        public void onStart(ChildContext context) {
            run(onStart);
        }

        @Override
        public Object onCall(Object message) {
            return onCall.get();
        }

        @Override
        public void onStop(StopReason reason) {
            run(onStop);
        }

        @Override
        public String captureState() {
            run(onCapture);
            return "state";
        }

        @Override
        public void restoreState(String state) {}
    }

    /** A child that was started. */
    private final class Running {
        final Mailbox mailbox = new Mailbox(100);
        final ChildProcess process;

        Running(String name, Child child) {
            process = new ChildProcess(name, 1, mailbox, services, new InstanceMaker() {
                @Override
                public Child make() {
                    return child;
                }

                @Override
                public void dispose(Child disposed) {}
            });
            process.start(null, Shutdown.infinity(), new Owner());
        }

        Reply call() throws Exception {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            long number = sequence.getAndIncrement();
            Envelope envelope = new Envelope(
                    process.name(),
                    Envelope.Kind.CALL,
                    Payload.of("go", services.codec()),
                    10_000,
                    List.of(),
                    "sender-" + number,
                    1,
                    0);
            mailbox.offer(new Delivery(envelope, System.nanoTime() + TimeUnit.SECONDS.toNanos(10), reply::complete));
            return reply.get(10, TimeUnit.SECONDS);
        }
    }

    private static void raise(Throwable thrown) {
        HostileCodeTest.<RuntimeException>sneak(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                        new StackOverflowError("as told"),
                        new AssertionError("as told"),
                        new NoClassDefFoundError("as told"),
                        new ExceptionInInitializerError("as told"),
                        new OutOfMemoryError("as told"),
                        new InternalError("as told"),
                        new ThreadDeath())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorFailsTheChildAndNoOtherOfItsThread(Error error) throws Exception {
        Acting acting = new Acting();
        acting.onCall = () -> {
            raise(error);
            return "never";
        };
        Running failing = new Running("failing", acting);
        Running other = new Running("other", new Acting());

        assertThat(failing.call()).isInstanceOfSatisfying(Reply.Failed.class, reply -> {
            assertThat(reply.crashed()).isTrue();
            assertThat(reply.type()).isEqualTo(error.getClass().getName());
        });
        await().untilAsserted(() -> assertThat(failures).containsEntry("failing", error));
        assertThat(other.call()).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void aStackThatReallyOverflowsIsFreeAgain() throws Exception {
        Acting acting = new Acting();
        acting.onCall = new Supplier<>() {
            @Override
            public String get() {
                return get() + "deeper";
            }
        };
        assertThat(new Running("deep", acting).call()).isInstanceOf(Reply.Failed.class);
        assertThat(new Running("other", new Acting()).call()).isInstanceOf(Reply.Answer.class);
        assertThat(fatal).isEmpty();
    }

    @Test
    void aFatalErrorIsToldFromEachMethodOfAChild() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("as told");
        Acting calls = new Acting();
        calls.onCall = () -> {
            throw new IllegalStateException("wrapped", error);
        };
        new Running("calls", calls).call();
        await().untilAsserted(() -> assertThat(fatal).hasSize(1));

        Acting starts = new Acting();
        starts.onStart = () -> raise(error);
        new Running("starts", starts);
        await().untilAsserted(() -> assertThat(fatal).hasSize(2));

        Acting leaves = new Acting();
        leaves.onCapture = () -> raise(error);
        leaves.onStop = () -> raise(error);
        Running leaving = new Running("leaves", leaves);
        leaving.call();
        leaving.process.stop(StopReason.HANDOFF, true, Shutdown.infinity(), null);
        await().untilAsserted(() -> assertThat(fatal).hasSize(4));
        assertThat(fatal).containsOnly(error);
    }

    @Test
    void otherErrorsAreNotTold() throws Exception {
        for (Error error : List.of(new StackOverflowError(), new AssertionError(), new NoClassDefFoundError())) {
            Acting acting = new Acting();
            acting.onCall = () -> {
                raise(error);
                return "never";
            };
            new Running("failing", acting).call();
        }
        new Running("other", new Acting()).call();
        assertThat(fatal).isEmpty();
    }

    @Test
    void anInterruptThatAMessageLeavesIsSeenByNoOther() throws Exception {
        Acting careless = new Acting();
        Queue<Boolean> seen = new ConcurrentLinkedQueue<>();
        careless.onCall = () -> {
            seen.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            return "left it set";
        };
        Running running = new Running("careless", careless);
        Acting watching = new Acting();
        watching.onStart = () -> seen.add(Thread.currentThread().isInterrupted());
        watching.onCall = () -> {
            seen.add(Thread.currentThread().isInterrupted());
            return "done";
        };
        running.call();
        Running other = new Running("watching", watching);
        running.call();
        other.call();
        running.call();

        assertThat(seen).hasSize(5).containsOnly(false);
    }
}
