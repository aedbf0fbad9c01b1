package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is too large is refused before it is sent, and by name; nothing else notices. */
class MessageSizeTest {

    private static final int MESSAGE = 10_000;
    private static final int STATE = 20_000;
    private static final Queue<ChildId> NOT_CAPTURED = new ConcurrentLinkedQueue<>();
    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startTwoNodes() {
        cluster = new TestCluster(builder -> builder.childType(HoarderChild.class)
                .sizeLimits(MESSAGE, STATE)
                .listener(new SupervisorListener() {
                    @Override
                    public void childStateNotCaptured(ChildId id, String type, String why) {
                        assertThat(why).contains(id.name(), Integer.toString(STATE));
                        NOT_CAPTURED.add(id);
                    }
                }));
        cluster.add();
        cluster.add();
        supervisor = cluster.first();
        await().until(cluster::settledWherePlaced);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ChildRef start(String prefix, boolean here) {
        String name = TestCluster.nameWhere(prefix, each -> supervisor.isMine(each) == here);
        return supervisor.startChild(ChildSpec.of(HoarderChild.class).name(name));
    }

    private static void assertTooLarge(ThrowingCallable action, ChildRef ref, int atLeast, int limit) {
        assertThatThrownBy(action).satisfies(thrown -> {
            Throwable failure = thrown instanceof MessageTooLargeException ? thrown : thrown.getCause();
            assertThat(failure).isInstanceOfSatisfying(MessageTooLargeException.class, e -> {
                assertThat(e.child()).isEqualTo(ref.name());
                assertThat(e.size()).isBetween((long) atLeast, atLeast + 1_000L);
                assertThat(e.limit()).isEqualTo(limit);
                assertThat(e).hasMessageContaining(ref.name()).hasMessageContaining(Integer.toString(limit));
            });
        });
    }

    @Test
    void refusesAMessageThatIsTooLargeHereAndElsewhere() {
        for (boolean here : List.of(true, false)) {
            ChildRef ref = start("message-" + here + "-", here);
            List<Object> large = new ArrayList<>(List.of(new byte[MESSAGE]));
            assertTooLarge(() -> ref.call(large), ref, MESSAGE, MESSAGE);
            assertTooLarge(() -> ref.callAsync(large).get(), ref, MESSAGE, MESSAGE);
            assertTooLarge(() -> ref.cast(large), ref, MESSAGE, MESSAGE);
            assertTooLarge(() -> ref.send(large), ref, MESSAGE, MESSAGE);

            assertThat(ref.<String>call(new ArrayList<>(List.of(new byte[MESSAGE - 200]))))
                    .isEqualTo("taken");
            assertThat(supervisor.whereis(ref.name()).orElseThrow().restarts()).isZero();
        }
    }

    @Test
    void refusesAnImmutableMessageWhenItLeavesTheNode() {
        ChildRef elsewhere = start("text-elsewhere-", false);
        String large = "x".repeat(2 * MESSAGE);
        assertTooLarge(() -> elsewhere.call(large), elsewhere, 2 * MESSAGE, MESSAGE);
        assertThat(elsewhere.<Integer>call("size")).isZero();

        assertThat(start("text-here-", true).<Integer>call(large)).isZero();
    }

    @Test
    void answersWithAnErrorAtOnceWhenTheAnswerIsTooLarge() {
        for (boolean here : List.of(true, false)) {
            ChildRef ref = start("answer-" + here + "-", here);
            assertTooLarge(() -> ref.call("give " + MESSAGE), ref, MESSAGE, MESSAGE);
            assertThat(ref.<byte[]>call("give 9000")).hasSize(9_000);
            assertThat(supervisor.whereis(ref.name()).orElseThrow().restarts()).isZero();
        }
        ChildRef elsewhere = start("immutable-answer-", false);
        assertTooLarge(() -> elsewhere.call("tell " + MESSAGE), elsewhere, MESSAGE, MESSAGE);
    }

    @Test
    void startsNothingWhenTheArgumentsAreTooLarge() {
        ChildRef ref = supervisor.ref("overloaded");
        ChildSpec spec = ChildSpec.of(HoarderChild.class).name("overloaded");
        assertTooLarge(() -> supervisor.startChild(spec.args(new byte[MESSAGE])), ref, MESSAGE, MESSAGE);
        assertThat(supervisor.whereis("overloaded")).isEmpty();
        assertThat(supervisor.startChild(spec).<Integer>call("size")).isZero();
    }

    @Test
    void takesNoTypeOnDemandWhoseArgumentsAreTooLarge() {
        assertThatThrownBy(
                        () -> DistributedSupervisor.builder(cluster.nodes.get(0).hazelcast())
                                .name("other")
                                .sizeLimits(100, 100)
                                .childType(HoarderChild.class)
                                .onDemand(ChildSpec.of(HoarderChild.class).args(new byte[200]))
                                .build())
                .isInstanceOf(MessageTooLargeException.class);
    }

    @Test
    void refusesACheckpointThatIsTooLargeAndKeepsTheOneBefore() {
        ChildRef ref = start("checkpoint-", false);
        ref.call("hoard 15000");
        assertThat(ref.<String>call("checkpoint")).isEqualTo("kept");
        ref.call("hoard " + STATE);
        assertThat(ref.<String>call("checkpoint"))
                .startsWith("refused: the state of child '" + ref.name() + "'")
                .contains(Integer.toString(STATE));
        assertThatThrownBy(() -> ref.call(new Object[] {"x", Thread.currentThread()}))
                .isInstanceOf(InvalidMessageException.class);
        assertThat(ref.<Integer>call("size")).isEqualTo(STATE);
    }

    @Test
    void movesAChildWithItsLastCheckpointWhenItsStateIsTooLargeAndSaysSo() {
        ChildRef ref = start("mover-", true);
        ref.call("hoard 12345");
        ref.call("checkpoint");
        ref.call("hoard " + STATE);
        ChildInfo before = supervisor.whereis(ref.name()).orElseThrow();
        SupervisorNode other = supervisor.nodes().stream()
                .filter(node -> !node.equals(before.node()))
                .findFirst()
                .orElseThrow();
        supervisor.operations().move(ref.name(), other);

        await().untilAsserted(() -> {
            ChildInfo after = supervisor.whereis(ref.name()).orElseThrow();
            assertThat(after.node()).isEqualTo(other);
            assertThat(after.status()).isEqualTo(ChildStatus.RUNNING);
        });
        assertThat(ref.<Integer>call("size")).isEqualTo(12_345);
        await().untilAsserted(() -> assertThat(NOT_CAPTURED).contains(before.id()));
    }

    @Test
    void refusesLimitsThatAreNone() {
        DistributedSupervisorBuilder builder =
                DistributedSupervisor.builder(cluster.nodes.get(0).hazelcast());
        assertThatThrownBy(() -> builder.sizeLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.sizeLimits(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
