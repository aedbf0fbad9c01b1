package io.github.distributedsupervisor.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.SupervisorListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);

    @AfterEach
    void releaseBlockedListeners() {
        release.countDown();
    }

    /** Remembers the names of the children it was told of. */
    private static class Remembering implements SupervisorListener {
        final List<String> told = Collections.synchronizedList(new ArrayList<>());
        private final String prefix;

        Remembering(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String namePrefix() {
            return prefix;
        }

        @Override
        public void childStarted(ChildId id, String type, StartReason reason) {
            told.add(id.name());
        }
    }

    /** Blocks, whatever interrupts it. */
    private final class Blocking implements SupervisorListener {
        @Override
        public void childStarted(ChildId id, String type, StartReason reason) {
            blocked.countDown();
            while (true) {
                try {
                    release.await();
                    return;
                } catch (InterruptedException e) {
                    continue; // that is what it is for
                }
            }
        }
    }

    private static EventDispatcher dispatcher(int capacity, SupervisorListener... listeners) {
        AtomicInteger count = new AtomicInteger();
        return new EventDispatcher(
                List.of(listeners),
                task -> {
                    Thread thread = new Thread(task, "telling-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                capacity,
                1);
    }

    private static void start(EventDispatcher events, String name) {
        events.dispatch(name, listener -> listener.childStarted(new ChildId(name, 1), "any", StartReason.FIRST));
    }

    @Test
    void tellsEachListenerAllEventsInOrder() throws Exception {
        Remembering first = new Remembering("");
        Remembering second = new Remembering("");
        EventDispatcher events = dispatcher(100_000, first, second);
        List<String> names = IntStream.range(0, 50_000).mapToObj(i -> "c" + i).toList();
        names.forEach(name -> start(events, name));
        await().until(() -> first.told.size() == names.size() && second.told.size() == names.size());
        events.close();
        assertThat(first.told).isEqualTo(names);
        assertThat(second.told).isEqualTo(names);
        assertThat(events.dropped()).isZero();
    }

    @Test
    void tellsAListenerOnlyOfChildrenWhoseNameBeginsWithItsPrefix() throws Exception {
        Remembering rooms = new Remembering("room-");
        Remembering all = new Remembering("");
        EventDispatcher events = dispatcher(10, rooms, all);
        List.of("room-1", "user-1", "bedroom-1", "room-").forEach(name -> start(events, name));
        events.dispatch(listener -> listener.childStarted(new ChildId("of the node", 1), "any", StartReason.FIRST));
        events.close();
        assertThat(rooms.told).containsExactly("room-1", "room-", "of the node");
        assertThat(all.told).containsExactly("room-1", "user-1", "bedroom-1", "room-", "of the node");
    }

    @Test
    void tellsOthersWhileAListenerBlocksOrThrows() {
        Remembering patient = new Remembering("");
        SupervisorListener throwing = new SupervisorListener() {
            @Override
            public void childStarted(ChildId id, String type, StartReason reason) {
                throw new StackOverflowError("as told");
            }
        };
        EventDispatcher events = dispatcher(10, throwing, new Blocking(), patient);
        start(events, "a");
        start(events, "b");
        await().untilAsserted(() -> assertThat(patient.told).containsExactly("a", "b"));
    }

    @Test
    void goesOnTellingAListenerThatThrew() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        EventDispatcher events = dispatcher(10, new SupervisorListener() {
            @Override
            public void childStarted(ChildId id, String type, StartReason reason) {
                told.add(id.name());
                throw new IllegalStateException("as told");
            }
        });
        start(events, "a");
        start(events, "b");
        await().untilAsserted(() -> assertThat(told).containsExactly("a", "b"));
    }

    @Test
    void dropsAndCountsWhatAListenerCannotKeepUpWith() throws Exception {
        EventDispatcher events = dispatcher(10, new Blocking());
        start(events, "blocks");
        blocked.await();
        IntStream.range(0, 25).forEach(i -> start(events, "c" + i));
        assertThat(events.dropped()).isEqualTo(15);
    }

    @Test
    void closesInTimeThoughAListenerBlocksAndCountsWhatItWasNotTold() throws Exception {
        EventDispatcher events = dispatcher(10, new Blocking());
        start(events, "blocks");
        blocked.await();
        start(events, "waits");
        long before = System.nanoTime();
        events.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(events.dropped()).isEqualTo(1);
        start(events, "late");
        release.countDown();
        await().untilAsserted(() -> assertThat(events.dropped()).isEqualTo(2));
    }

    @Test
    void keepsNoThreadWhileThereIsNothingToTell() {
        List<Thread> used = Collections.synchronizedList(new ArrayList<>());
        EventDispatcher events = dispatcher(10, new SupervisorListener() {
            @Override
            public void childStarted(ChildId id, String type, StartReason reason) {
                used.add(Thread.currentThread());
            }
        });
        start(events, "a");
        await().until(() -> used.size() == 1 && !used.get(0).isAlive());
        start(events, "b");
        await().until(() -> used.size() == 2);
    }

    @Test
    void usesOneThreadAtATimeForAListener() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        EventDispatcher events = dispatcher(100_000, new SupervisorListener() {
            @Override
            public void childStarted(ChildId id, String type, StartReason reason) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
            }
        });
        List<Thread> senders = IntStream.range(0, 4)
                .mapToObj(sender ->
                        new Thread(() -> IntStream.range(0, 5_000).forEach(i -> start(events, sender + "." + i))))
                .toList();
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        events.close();
        assertThat(most).hasValue(1);
    }
}
