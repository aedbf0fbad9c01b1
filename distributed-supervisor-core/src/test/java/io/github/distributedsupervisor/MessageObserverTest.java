package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What an observer sees of messages, and what it gives along, on one node and across nodes. */
class MessageObserverTest {

    private static final Recorder RECORDER = new Recorder();
    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    /** Gives each message a number and notes what it is told. */
    private static final class Recorder implements MessageObserver {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private final AtomicInteger numbers = new AtomicInteger();
        private volatile boolean failing;

        @Override
        public Sending sending(Message message) {
            failIfTold();
            String number = Integer.toString(numbers.incrementAndGet());
            events.add("sending " + number + " " + message.mode() + " " + message.operation());
            assertThat(message.supervisor()).isEqualTo("default");
            return new Sending() {
                @Override
                public Map<String, String> headers() {
                    return Map.of("number", number);
                }

                @Override
                public void ended(@Nullable Throwable failure) {
                    failIfTold();
                    events.add("sent " + number + " " + nameOf(failure));
                }
            };
        }

        @Override
        public Handling handling(Message message, Map<String, String> headers) {
            failIfTold();
            String number = headers.get("number");
            events.add("handling " + number + " " + message.mode() + " " + message.operation() + " " + message.type());
            assertThat(message.incarnation()).isPositive();
            return new Handling() {
                @Override
                public void left() {
                    failIfTold();
                    events.add("left " + number);
                }

                @Override
                public void ended(@Nullable Throwable failure) {
                    failIfTold();
                    events.add("handled " + number + " " + nameOf(failure));
                }
            };
        }

        private void failIfTold() {
            if (failing) {
                throw new IllegalStateException("as told");
            }
        }

        private static String nameOf(@Nullable Throwable failure) {
            return failure == null ? "well" : failure.getClass().getSimpleName();
        }
    }

    @BeforeAll
    static void startTwoNodes() {
        cluster = new TestCluster(
                builder -> builder.messageObserver(RECORDER).childType("logging", arguments -> new LoggingChild()));
        cluster.add();
        cluster.add();
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void forget() {
        RECORDER.failing = false;
        RECORDER.events.clear();
        RECORDER.numbers.set(0);
    }

    private static String startElsewhere(String prefix, String type) {
        await().until(cluster::settledWherePlaced);
        String name = TestCluster.nameWhere(prefix, each -> !supervisor.isMine(each));
        supervisor.startChild(ChildSpec.of(type).name(name));
        return name;
    }

    @Test
    void aCallIsSeenOnBothNodesAndItsHeadersTravel() {
        String name = startElsewhere("call-", "counter");
        supervisor.call(name, "increment");
        await().untilAsserted(() -> assertThat(RECORDER.events)
                .containsExactlyInAnyOrder(
                        "sending 1 CALL String",
                        "handling 1 CALL String counter",
                        "handled 1 well",
                        "left 1",
                        "sent 1 well"));
    }

    @Test
    void castsSendsAndFailuresAreSeenAsWhatTheyAre() {
        String name = startElsewhere("fails-", "fragile");
        assertThatThrownBy(() -> supervisor.call(name, "checked")).isInstanceOf(ChildInvocationException.class);
        supervisor.cast(name, 7);
        supervisor.send(name, List.of("a"));
        await().untilAsserted(() -> assertThat(RECORDER.events)
                .contains("handled 1 IOException", "sent 1 ChildInvocationException")
                .contains("handling 2 CAST Integer fragile", "handled 2 well", "sent 2 well")
                .anyMatch(event -> event.startsWith("handling 3 SEND ")));
        supervisor.cast("nobody", "hello");
        await().untilAsserted(() -> assertThat(RECORDER.events).contains("sent 4 ChildNotFoundException"));
    }

    @Test
    void anObserverThatFailsHarmsNoMessage() {
        String name = startElsewhere("harmless-", "counter");
        RECORDER.failing = true;
        assertThat(supervisor.<Long>call(name, "increment")).isEqualTo(1);
        supervisor.cast(name, "anything");
        assertThat(supervisor.<Long>call(name, "increment")).isEqualTo(2);
        assertThat(RECORDER.events).isEmpty();
    }

    @Test
    void theLogNamesTheChildWhoseCodeRuns() {
        String name = startElsewhere("logs-", "logging");
        String other = startElsewhere("logs-too-", "logging");
        for (String child : List.of(name, other, name, name)) {
            long incarnation = supervisor.whereis(child).orElseThrow().incarnation();
            List<String> seen = supervisor.call(child, "mdc");
            assertThat(seen).containsExactly("default", child, Long.toString(incarnation));
            supervisor.call(child, "clear");
        }
        assertThat(MDC.get("child")).isNull();
    }

    /** Tells what the log knows. */
    static final class LoggingChild implements Child {

        @Override
        public Object onCall(Object message) {
            if (message.equals("clear")) {
                MDC.clear();
                return "done";
            }
            return List.of(MDC.get("supervisor"), MDC.get("child"), MDC.get("incarnation"));
        }
    }
}
