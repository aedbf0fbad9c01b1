package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
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
