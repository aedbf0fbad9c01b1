package io.github.distributedsupervisor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Behaves as badly as it is told. */
@SupervisedChild("mischievous")
class MischievousChild implements Child {

    static volatile CountDownLatch released = new CountDownLatch(1);
    static final AtomicInteger CASTS = new AtomicInteger();
    private @Nullable ChildContext context;

    static void forget() {
        released.countDown();
        released = new CountDownLatch(1);
        CASTS.set(0);
    }

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
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
            case "loop" -> {
                CountDownLatch end = released;
                long rounds = 0;
                while (end.getCount() > 0) {
                    rounds++;
                }
                yield rounds;
            }
            case "call" -> supervisor.call(words[1].split(" ")[0], words[1].substring(words[1].indexOf(' ') + 1));
            case "join" ->
                supervisor
                        .callAsync(
                                words[1].split(" ")[0],
                                words[1].substring(words[1].indexOf(' ') + 1),
                                Duration.ofMillis(500))
                        .join();
            case "out-of-memory" -> throw new OutOfMemoryError("as told");
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
