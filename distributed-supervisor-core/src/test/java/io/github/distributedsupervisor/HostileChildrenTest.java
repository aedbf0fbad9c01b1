package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children, and senders, that misbehave harm themselves and nobody else. */
class HostileChildrenTest {

    private static final int CAPACITY = 100;
    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startTwoNodesOfWhichTheFirstKnowsMore() {
        cluster = new TestCluster(builder -> {
            builder.childType(MischievousChild.class).capacity(CAPACITY, 100_000);
            return cluster.nodes.isEmpty()
                    ? builder.messagePackage(Index.class.getPackageName())
                            .childType("of-the-first", arguments -> new MischievousChild())
                    : builder;
        });
        cluster.add();
        cluster.add();
        supervisor = cluster.first();
        await().until(cluster::settledWherePlaced);
    }

    @AfterEach
    void release() {
        MischievousChild.forget();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static final Predicate<String> HERE = each -> supervisor.isMine(each);
    private static final Predicate<String> ELSEWHERE = each -> !supervisor.isMine(each);

    private static ChildRef start(String prefix, Predicate<String> where) {
        return supervisor.startChild(ChildSpec.of(MischievousChild.class).name(TestCluster.nameWhere(prefix, where)));
    }

    private static int restartsOf(ChildRef ref) {
        return supervisor.whereis(ref.name()).orElseThrow().restarts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "loop"})
    void aChildThatNeverEndsItsMessageTimesOutAndHarmsNoOther(String how) {
        for (Predicate<String> where : List.of(HERE, ELSEWHERE)) {
            ChildRef stuck = start(how + "-", where);
            ChildRef other = start("beside-" + how + "-", where);
            assertThatThrownBy(() -> stuck.call(how, Duration.ofMillis(500)))
                    .isInstanceOf(ChildCallTimeoutException.class)
                    .hasMessageContaining(stuck.name());

            assertThat(other.<String>call("hello")).isEqualTo("done");
            assertThat(supervisor.whereis(stuck.name()).orElseThrow().status()).isEqualTo(ChildStatus.RUNNING);
            MischievousChild.forget();
            assertThat(stuck.<String>call("hello")).isEqualTo("done");
            supervisor.terminateChild(stuck);
            supervisor.terminateChild(other);
        }
    }

    @Test
    void aChildThatLoopsForEverIsAbandonedAndCounted() {
        ChildSpec spec = ChildSpec.of(MischievousChild.class)
                .name(TestCluster.nameWhere("abandoned-", HERE))
                .shutdown(Shutdown.timeout(Duration.ofMillis(100)));
        ChildRef ref = supervisor.startChild(spec);
        long before = supervisor.statistics().abandonedChildren();
        assertThatThrownBy(() -> ref.call("loop", Duration.ofMillis(500)))
                .isInstanceOf(ChildCallTimeoutException.class);

        assertThat(supervisor.terminateChild(ref)).isTrue();
        assertThat(supervisor.statistics().abandonedChildren()).isEqualTo(before + 1);
        assertThat(supervisor.startChild(spec).<String>call("hello")).isEqualTo("done");
    }

    private static ChildSpec hasty(String prefix) {
        return ChildSpec.of(MischievousChild.class)
                .name(TestCluster.nameWhere(prefix, ELSEWHERE))
                .shutdown(Shutdown.timeout(Duration.ofMillis(100)));
    }

    private static long abandoned() {
        return cluster.nodes.stream()
                .mapToLong(node -> node.supervisor().statistics().abandonedChildren())
                .sum();
    }

    @Test
    void aChildWhoseFirstStartNeverReturnsEndsWhenItIsTerminated() {
        ChildSpec spec = hasty("hanging-first-");
        String name = spec.name().orElseThrow();
        MischievousChild.HANGING_STARTS.add(name);
        long before = abandoned();
        CompletableFuture<ChildRef> start = supervisor.startChildAsync(spec);
        await().until(() -> MischievousChild.STARTS.get() == 1);

        supervisor.terminateChild(name);

        assertThatThrownBy(start::join)
                .hasCauseInstanceOf(ChildStartException.class)
                .hasMessageContaining("onStart did not return");
        assertThat(supervisor.whereis(name)).isEmpty();
        assertThat(abandoned()).isEqualTo(before + 1);
    }

    @Test
    void aChildWhoseRestartNeverReturnsEndsWhenItIsTerminated() {
        ChildSpec spec = hasty("hanging-again-");
        ChildRef ref = supervisor.startChild(spec);
        MischievousChild.HANGING_STARTS.add(ref.name());
        assertThatThrownBy(() -> ref.call("throw it")).isInstanceOf(ChildInvocationException.class);
        await().until(() -> MischievousChild.STARTS.get() == 1);
        long before = abandoned();
        ChildId id = supervisor.whereis(ref.name()).orElseThrow().id();

        assertThat(supervisor.terminateChild(id)).isTrue();

        assertThat(supervisor.whereis(ref.name())).isEmpty();
        assertThat(abandoned()).isEqualTo(before + 1);
        MischievousChild.forget();
        assertThat(supervisor.startChild(spec).<String>call("hello")).isEqualTo("done");
    }

    @Test
    void aChildWhoseOnStopNeverReturnsAfterACrashIsStartedAgain() {
        ChildRef ref = supervisor.startChild(hasty("hanging-stop-"));
        MischievousChild.HANGING_STOPS.add(ref.name());
        long before = abandoned();
        assertThatThrownBy(() -> ref.call("throw it")).isInstanceOf(ChildInvocationException.class);

        await().until(() -> restartsOf(ref) == 1);
        assertThat(ref.<String>call("hello")).isEqualTo("done");
        assertThat(abandoned()).isEqualTo(before + 1);
        MischievousChild.forget();
        supervisor.terminateChild(ref);
    }

    @Test
    void aCycleOfCallsOverNodesFailsAtOnceAndNamesIt() {
        ChildRef first = start("cycle-here-", HERE);
        ChildRef second = start("cycle-elsewhere-", ELSEWHERE);
        String call = "call " + second.name() + " call " + first.name() + " hello";

        assertThatThrownBy(() -> first.call(call, Duration.ofMinutes(1)))
                .isInstanceOf(ChildInvocationException.class)
                .hasMessageContaining(CallCycleException.class.getName())
                .hasMessageContaining("waits for this call itself")
                .hasMessageContaining(first.name() + " -> " + second.name() + " -> " + first.name());
        assertThat(first.<String>call("hello")).isEqualTo("done");
        assertThat(second.<String>call("hello")).isEqualTo("done");
    }

    @Test
    void aCycleThatCannotBeSeenEndsWithItsTimeout() {
        ChildRef first = start("hidden-here-", HERE);
        ChildRef second = start("hidden-elsewhere-", ELSEWHERE);
        String join = "join " + second.name() + " join " + first.name() + " hello";

        assertThatThrownBy(() -> first.call(join, Duration.ofSeconds(20))).isInstanceOf(ChildInvocationException.class);
        await().untilAsserted(() -> assertThat(second.<String>call("hello")).isEqualTo("done"));
        assertThat(first.<String>call("hello")).isEqualTo("done");
    }

    @Test
    void aFloodIsRefusedBeyondTheCapacityAndDelaysNoOtherChild() {
        for (Predicate<String> where : List.of(HERE, ELSEWHERE)) {
            ChildRef flooded = start("flooded-", where);
            ChildRef other = start("beside-flooded-", where);
            flooded.cast("block");
            int accepted = 1;
            try {
                for (int i = 0; i < 100 * CAPACITY; i++) {
                    flooded.cast(i);
                    accepted++;
                }
            } catch (MailboxFullException e) {
                assertThat(e).hasMessageContaining(flooded.name());
            }
            assertThat(accepted).isLessThanOrEqualTo(3 * CAPACITY);
            assertThat(other.<String>call("hello")).isEqualTo("done");

            MischievousChild.released.countDown();
            int all = accepted;
            await().untilAsserted(() -> assertThat(MischievousChild.CASTS).hasValue(all));
            supervisor.terminateChild(flooded);
            supervisor.terminateChild(other);
            MischievousChild.forget();
        }
    }

    @Test
    void aMessageOfAClassThatTheReceiverDoesNotKnowIsAnErrorToItsSenderOnly() {
        ChildRef elsewhere = start("ignorant-", ELSEWHERE);
        assertThatThrownBy(() -> elsewhere.call(Index.atIndex(1)))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining(elsewhere.name());
        assertThat(elsewhere.<String>call("hello")).isEqualTo("done");
        assertThat(restartsOf(elsewhere)).isZero();

        assertThat(start("knowing-", HERE).<String>call(Index.atIndex(1))).isEqualTo("Index");
    }

    @Test
    void anAnswerThatCannotBeEncodedIsAnErrorToItsCallerAtOnce() {
        for (Predicate<String> where : List.of(HERE, ELSEWHERE)) {
            ChildRef ref = start("speechless-", where);
            assertThatThrownBy(() -> ref.call("unsendable", Duration.ofMinutes(1)))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("java.lang.Thread");
            assertThat(ref.<String>call("hello")).isEqualTo("done");
            supervisor.terminateChild(ref);
        }
    }

    @Test
    void anAnswerFromElsewhereIsMadeByTheThreadThatWaitsForIt() {
        ChildRef elsewhere = start("traced-", ELSEWHERE);

        assertThat(elsewhere.<MischievousChild.Traced>call("trace").text()).isEqualTo("here");
        assertThat(MischievousChild.Traced.madeBy).isSameAs(Thread.currentThread());
    }

    @Test
    void tenThousandCallsThatWaitAreAllThatANodeHolds() {
        int most = 10_000;
        try (TestCluster small = new TestCluster(
                builder -> builder.childType(MischievousChild.class).capacity(2 * most, most))) {
            DistributedSupervisor node = small.add().supervisor();
            ChildRef slow = node.startChild(ChildSpec.of(MischievousChild.class).name("slow"));
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                calls.add(node.callAsync("slow", "block", Duration.ofMinutes(1)));
            }
            assertThatThrownBy(() -> node.callAsync("slow", "block", Duration.ofMinutes(1)))
                    .isInstanceOf(MailboxFullException.class)
                    .hasMessageContaining("under way (" + most + ")");

            MischievousChild.released.countDown();
            calls.forEach(call -> assertThat(call.join()).isEqualTo("released"));
            assertThat(slow.<String>call("hello")).isEqualTo("done");
        }
    }

    @Test
    void aTypeThatNobodyKnowsIsRefusedAndNothingIsStored() {
        for (TestCluster.Node node : cluster.nodes) {
            assertThatThrownBy(() -> node.supervisor()
                            .startChild(ChildSpec.of("java.lang.Runtime").name("unknown")))
                    .isInstanceOf(UnknownChildTypeException.class)
                    .hasMessageContaining("knows the child type 'java.lang.Runtime'")
                    .hasMessageContaining("mischievous");
        }

        assertThat(supervisor.whereis("unknown")).isEmpty();
        assertThat(cluster.nodes.get(0).hazelcast().getMap("default.children").containsKey("unknown"))
                .isFalse();
    }

    @Test
    void aTypeThatOnlyAnotherNodeKnowsRunsThere() {
        String name = TestCluster.nameWhere("of-the-first-", ELSEWHERE);

        cluster.nodes
                .get(1)
                .supervisor()
                .startChild(ChildSpec.of("of-the-first").name(name));

        assertThat(supervisor.whereis(name).orElseThrow().node().id())
                .isEqualTo(cluster.nodes.get(0).id());
    }
}
