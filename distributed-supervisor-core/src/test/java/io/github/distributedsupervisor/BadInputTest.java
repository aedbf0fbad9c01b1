package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is no name, no type, no message or no time is refused where it is said, before any other node hears of it. */
class BadInputTest {

    private static final List<String> NO_NAMES = List.of(
            "",
            " ",
            "\t",
            "a b",
            "a/b",
            "x".repeat(201),
            "line\nbreak",
            "nul\u0000",
            "escape\u001b[31m",
            "bidi\u202eeman",
            "zero\u200bwidth",
            "\u00fcmlaut",
            "../../etc/passwd",
            "%2e%2e",
            "'; drop table supervised_child; --");
    private static final List<Duration> NO_TIMES = List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofDays(366),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MIN_VALUE));

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startOneNode() {
        cluster = TestCluster.of(1);
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static final List<Consumer<String>> TAKE_A_NAME = List.of(
            name -> ChildSpec.of(CounterChild.class).name(name),
            name -> supervisor.getOrStart(name, ChildSpec.of(CounterChild.class)),
            name -> supervisor.ref(name),
            name -> supervisor.call(name, "m"),
            name -> supervisor.callAsync(name, "m"),
            name -> supervisor.cast(name, "m"),
            name -> supervisor.send(name, "m"),
            name -> supervisor.whereis(name),
            name -> supervisor.terminateChild(name),
            name -> supervisor.releaseFromQuarantine(name),
            name -> supervisor.nodeFor(name),
            name -> supervisor.isMine(name),
            name -> supervisor.operations().child(name),
            name -> supervisor.operations().restart(name),
            name -> supervisor.operations().explain(name),
            name -> DistributedSupervisor.builder(cluster.nodes.get(0).hazelcast())
                    .name(name));

    private static final List<BiConsumer<ChildRef, Duration>> TAKE_A_TIME = List.of(
            (ref, time) -> ref.call("m", time),
            (ref, time) -> ref.timeout(time),
            (ref, time) -> supervisor.callAsync("timed", "m", time),
            (ref, time) -> supervisor.drain(time),
            (ref, time) -> Shutdown.timeout(time),
            (ref, time) -> ChildSpec.of("counter").passivateAfter(time),
            (ref, time) -> ChildSpec.of("counter").intensity(1, time),
            (ref, time) -> builder().callTimeout(time),
            (ref, time) -> builder().startTimeout(time),
            (ref, time) -> builder().handoffTimeout(time),
            (ref, time) -> builder().drainTimeout(time),
            (ref, time) -> builder().sweepInterval(time));

    private static DistributedSupervisorBuilder builder() {
        return DistributedSupervisor.builder(cluster.nodes.get(0).hazelcast());
    }

    @Test
    void refusesWhatIsNoNameAndShowsItEscaped() {
        int children = supervisor.children().size();
        for (Consumer<String> each : TAKE_A_NAME) {
            for (String name : NO_NAMES) {
                assertThatThrownBy(() -> each.accept(name))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(e -> assertThat(e.getMessage().codePoints()).allMatch(c -> c >= ' ' && c < 127));
            }
            assertThatThrownBy(() -> each.accept(null)).isInstanceOf(NullPointerException.class);
        }
        assertThat(supervisor.children()).hasSize(children);
    }

    @Test
    void takesANameOfTwoHundredCharacters() {
        String longest = "x".repeat(200);
        assertThat(supervisor
                        .startChild(ChildSpec.of(CounterChild.class).name(longest))
                        .<Long>call("count"))
                .isZero();
    }

    @Test
    void refusesWhatIsNoType() {
        for (String type : List.of("", " ", "\n", "a\nb", "a\u001b", "a\u202e", "x".repeat(501))) {
            assertThatThrownBy(() -> ChildSpec.of(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(
                            e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("\u001b"));
        }
        assertThatThrownBy(() -> ChildSpec.of((String) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void refusesWhatIsNoNodeName() {
        for (String name : List.of("a\nb", "a\u001b", "x".repeat(201))) {
            assertThatThrownBy(() -> builder().nodeName(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesNullAsAMessage() {
        assertThatThrownBy(() -> supervisor.call("any", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> supervisor.callAsync("any", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> supervisor.cast("any", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> supervisor.send("any", null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void refusesWhatIsNoTime() {
        ChildRef ref = supervisor.startChild(ChildSpec.of(CounterChild.class).name("timed"));
        for (int i = 0; i < TAKE_A_TIME.size(); i++) {
            BiConsumer<ChildRef, Duration> each = TAKE_A_TIME.get(i);
            for (Duration time : NO_TIMES) {
                assertThatThrownBy(() -> each.accept(ref, time))
                        .as("%d with %s", i, time)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(ref.<Long>call("count", Duration.ofDays(365))).isZero();
    }
}
