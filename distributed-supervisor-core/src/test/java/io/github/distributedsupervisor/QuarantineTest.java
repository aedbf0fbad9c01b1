package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A child that cannot run harms itself only. */
class QuarantineTest {

    private static final Queue<String> QUARANTINED = new ConcurrentLinkedQueue<>();
    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startTwoNodes() {
        cluster = TestCluster.of(
                2,
                builder -> builder.listener(new SupervisorListener() {
                    @Override
                    public void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {
                        QUARANTINED.add(id.name() + " " + type + " " + failures.size());
                    }
                }));
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ChildStatus statusOf(String name) {
        return supervisor.whereis(name).orElseThrow().status();
    }

    private static void crash(String name) {
        try {
            supervisor.call(name, "crash", Duration.ofSeconds(20));
        } catch (ChildInvocationException e) {
            assertThat(e.crashed()).isTrue();
        }
    }

    @Test
    void quarantinesACrashLoopingChildAmongAThousandAndTouchesNoOther() {
        List<CompletableFuture<ChildRef>> starts = IntStream.range(0, 999)
                .mapToObj(i -> supervisor.startChildAsync(
                        ChildSpec.of(CounterChild.class).name("sibling-" + i)))
                .toList();
        starts.forEach(CompletableFuture::join);
        // moves of the young cluster are no restarts
        await().until(() -> cluster.settledWherePlaced()
                && cluster.nodes.stream()
                        .noneMatch(node -> node.supervisor().localChildren().isEmpty()));
        Map<String, Long> before = incarnationsOfSiblings();
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("looper").intensity(2, Duration.ofMinutes(1)));
        crash("looper");
        crash("looper");
        await().until(() -> {
            ChildInfo info = supervisor.whereis("looper").orElseThrow();
            return info.restarts() == 2 && info.status() == ChildStatus.RESTARTING; // it is backed off
        });
        crash("looper");

        await().until(() -> statusOf("looper") == ChildStatus.QUARANTINED);
        ChildInfo looper = supervisor.whereis("looper").orElseThrow();
        assertThat(looper.node()).isNull();
        assertThat(looper.failures())
                .extracting(ChildFailure::summary)
                .containsExactly(
                        "java.lang.IllegalStateException: as told",
                        "java.lang.IllegalStateException: as told",
                        "java.lang.IllegalStateException: as told");
        assertThat(incarnationsOfSiblings()).hasSize(999).isEqualTo(before);
        await().until(() -> QUARANTINED.contains("looper counter 3"));
    }

    private static Map<String, Long> incarnationsOfSiblings() {
        return supervisor.children().values().stream()
                .filter(child -> child.name().startsWith("sibling-"))
                .peek(child -> assertThat(child.status()).isEqualTo(ChildStatus.RUNNING))
                .peek(child -> assertThat(child.restarts()).isZero())
                .collect(Collectors.toMap(ChildInfo::name, ChildInfo::incarnation));
    }

    @Test
    void refusesMessagesToAChildInQuarantineUntilItIsReleased() {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("patient").intensity(0, Duration.ofMinutes(1)));
        crash("patient");
        await().until(() -> statusOf("patient") == ChildStatus.QUARANTINED);
        assertThatThrownBy(() -> supervisor.call("patient", "increment"))
                .isInstanceOf(ChildUnavailableException.class)
                .hasMessageContaining("quarantine")
                .hasMessageContaining("as told");
        assertThatThrownBy(() ->
                        supervisor.startChild(ChildSpec.of(CounterChild.class).name("patient")))
                .isInstanceOf(ChildAlreadyStartedException.class);
        long before = supervisor.whereis("patient").orElseThrow().incarnation();

        assertThat(supervisor.releaseFromQuarantine("patient")).isTrue();
        assertThat(supervisor.<Long>call("patient", "increment")).isEqualTo(1);
        assertThat(supervisor.whereis("patient").orElseThrow().incarnation()).isGreaterThan(before);
        assertThat(supervisor.releaseFromQuarantine("patient")).isFalse();
        assertThat(supervisor.releaseFromQuarantine("nobody")).isFalse();
    }

    @Test
    void terminatesAChildInQuarantine() {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("lost").intensity(0, Duration.ofMinutes(1)));
        crash("lost");
        await().until(() -> statusOf("lost") == ChildStatus.QUARANTINED);
        assertThat(supervisor.terminateChild("lost")).isTrue();
        assertThat(supervisor.whereis("lost")).isEmpty();
    }

    @Test
    void tellsWhyAChildDeclinedAndKeepsNothingOfIt() {
        ChildSpec spec = ChildSpec.of(LedgerChild.class).name("who-declines");
        assertThatThrownBy(() -> supervisor.startChild(spec))
                .isInstanceOf(ChildDeclinedException.class)
                .hasMessageContaining("who-declines")
                .hasMessageContaining("not today");
        assertThat(supervisor.whereis("who-declines")).isEmpty();
    }

    @Test
    void tellsWhatAChildThrewThatDidNotStart() {
        ChildSpec spec = ChildSpec.of(FragileChild.class).args("no disk");
        assertThatThrownBy(() -> supervisor.startChild(spec)).isInstanceOfSatisfying(ChildStartException.class, e -> {
            ChildFailure failure = e.failure().orElseThrow();
            assertThat(failure.type()).isEqualTo("java.io.IOException");
            assertThat(failure.message()).isEqualTo("no disk");
            assertThat(failure.stack()).contains("FragileChild.onStart");
        });
    }
}
