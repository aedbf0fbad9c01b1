package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Children that begin with a message, sleep without one, and keep their state. */
class SleepAndStateTest {

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startTwoNodes() {
        // a move would take along what is not kept
        cluster = TestCluster.of(2, builder -> builder.sweepInterval(Duration.ofMillis(200)));
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void startsAChildOfAnOnDemandTypeWithItsFirstMessage() {
        List<CompletableFuture<Long>> answers = IntStream.range(0, 40)
                .mapToObj(i -> cluster.nodes.get(i % 2).supervisor().<Long>callAsync("ledger:7", "add"))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());
        assertThat(supervisor.whereis("ledger:7").orElseThrow().type()).isEqualTo("ledger");
        assertThatThrownBy(() -> supervisor.call("counter:7", "add")).isInstanceOf(ChildNotFoundException.class);
    }

    @Test
    void startsAnOnDemandChildForACastAndASendToo() {
        supervisor.cast("ledger:cast", "add");
        assertThat(supervisor.send("ledger:sent", "add")).isTrue();
        await().until(() -> supervisor.children().keySet().containsAll(List.of("ledger:cast", "ledger:sent")));
    }

    @Test
    void tellsTheSenderWhenAnOnDemandChildDoesNotStart() {
        assertThatThrownBy(() -> supervisor.call("ledger:fails", "add"))
                .isInstanceOf(ChildUnavailableException.class)
                .hasMessageContaining("cannot begin");
        assertThatThrownBy(() -> supervisor.call("ledger:declines", "add"))
                .isInstanceOf(ChildUnavailableException.class)
                .hasMessageContaining("not today");
        assertThat(supervisor.whereis("ledger:fails")).isEmpty();
    }

    @Test
    void putsAnIdleChildToSleepAndWakesItWithItsState() {
        supervisor.startChild(ChildSpec.of(LedgerChild.class).name("sleeper").passivateAfter(Duration.ofMillis(300)));
        supervisor.call("sleeper", "add");
        long before = supervisor.whereis("sleeper").orElseThrow().incarnation();
        await().until(() -> supervisor.whereis("sleeper").orElseThrow().status() == ChildStatus.PASSIVE);
        assertThat(supervisor.whereis("sleeper").orElseThrow().node()).isNull();

        assertThat(supervisor.<Long>call("sleeper", "add")).isEqualTo(2);
        assertThat(supervisor.whereis("sleeper").orElseThrow().incarnation()).isGreaterThan(before);
    }

    @Test
    void losesNoMessageWhileAChildFallsAsleepAgainAndAgain() {
        supervisor.startChild(ChildSpec.of(LedgerChild.class).name("dozer").passivateAfter(Duration.ofMillis(1)));
        for (long i = 1; i <= 60; i++) {
            long expected = i;
            assertThat(cluster.nodes.get((int) (i % 2)).supervisor().<Long>call("dozer", "add"))
                    .isEqualTo(expected);
            await().pollDelay(Duration.ofMillis(i)).until(() -> true);
        }
    }

    @Test
    void terminatesASleepingChild() {
        supervisor.startChild(ChildSpec.of(LedgerChild.class).name("gone").passivateAfter(Duration.ofMillis(1)));
        await().until(() -> supervisor.whereis("gone").orElseThrow().status() == ChildStatus.PASSIVE);
        assertThat(supervisor.terminateChild("gone")).isTrue();
        assertThat(supervisor.whereis("gone")).isEmpty();
    }

    @Test
    void keepsACheckpointThroughACrashOfTheChild() {
        ChildRef ref = supervisor.startChild(ChildSpec.of(LedgerChild.class).name("kept"));
        ref.call("add and keep");
        ref.call("add");
        assertThatThrownBy(() -> ref.call("crash")).isInstanceOf(ChildInvocationException.class);
        assertThat(ref.<Long>call("total")).isEqualTo(1);
    }
}
