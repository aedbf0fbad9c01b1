package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Behaves as badly as it is told. */
@SupervisedChild("mischievous")
class MischievousChild implements Child {

    static volatile CountDownLatch released = new CountDownLatch(1);
    static final AtomicInteger CASTS = new AtomicInteger();
    /** Names whose {@code onStart} does not return, and those whose {@code onStop} does not, before they are released. */
    static final Set<String> HANGING_STARTS = ConcurrentHashMap.newKeySet();

    static final AtomicInteger STARTS = new AtomicInteger();
    static final Set<String> HANGING_STOPS = ConcurrentHashMap.newKeySet();
    private @Nullable ChildContext context;

    static void forget() {
        released.countDown();
        released = new CountDownLatch(1);
        CASTS.set(0);
        STARTS.set(0);
        HANGING_STARTS.clear();
        HANGING_STOPS.clear();
    }

    /** Knows which thread has made the last of its kind. */
    record Traced(String text) {
        static volatile @Nullable Thread madeBy;

        Traced {
            madeBy = Thread.currentThread();
        }
    }

    /** Whatever interrupts it. */
    private static long loop(CountDownLatch end) {
        long rounds = 0;
        while (end.getCount() > 0) {
            rounds++;
        }
        return rounds;
    }

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
        CountDownLatch end = released;
        if (HANGING_STARTS.contains(newContext.name())) {
            STARTS.incrementAndGet();
            loop(end);
        }
    }

    @Override
    public void onStop(StopReason reason) {
        CountDownLatch end = released;
        if (HANGING_STOPS.contains(Objects.requireNonNull(context).name())) {
            loop(end);
        }
    }

    @Override
    public @Nullable Object onCall(Object message) throws Exception {
        if (!(message instanceof String text)) {
            return message.getClass().getSimpleName();
        }
        String[] words = text.split(" ", 2);
        DistributedSupervisor supervisor = Objects.requireNonNull(context).supervisor();
        return switch (words[0]) {
            case "block" -> {
                released.await();
                yield "released";
            }
            case "loop" -> loop(released);
            case "call" -> supervisor.call(words[1].split(" ")[0], words[1].substring(words[1].indexOf(' ') + 1));
            case "join" ->
                supervisor
                        .callAsync(
                                words[1].split(" ")[0],
                                words[1].substring(words[1].indexOf(' ') + 1),
                                Duration.ofMillis(500))
                        .join();
            case "out-of-memory" -> throw new OutOfMemoryError("as told");
            case "trace" -> new Traced("here");
            case "unsendable" -> new Thread();
            case "throw" -> throw new IllegalStateException(words[1], new Exception("because " + words[1]));
            case "answer" -> throw new ChildReplyException(words[1]);
            default -> "done";
        };
    }

    @Override
    public void onCast(Object message) throws Exception {
        if (message.equals("block")) {
            released.await();
        }
        CASTS.incrementAndGet();
    }
}
