package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {

    private static final Duration STUBBORN_TIMEOUT = Duration.ofMillis(200);

    private CompletableFuture<String> insistence;
    private final CountDownLatch release = new CountDownLatch(1);

    /** What one node was told, as text. */
    private static class Diary implements SupervisorListener {
        final List<String> entries = Collections.synchronizedList(new ArrayList<>());
        final Map<String, ChildStatus> left = new HashMap<>();

        @Override
        public void childStarted(ChildId id, String type, StartReason reason) {
            entries.add("started " + id.name());
        }

        @Override
        public void childStopped(ChildId id, String type, StopReason reason, @Nullable Throwable failure) {
            entries.add("stopped " + id.name());
        }

        @Override
        public void childAbandoned(ChildId id, String type) {
            entries.add("abandoned " + id.name() + " " + id.incarnation() + " " + type);
        }

        @Override
        public void nodeUp(SupervisorNode node) {
            entries.add("up " + node.id());
        }

        @Override
        public void nodeDown(SupervisorNode node) {
            entries.add("down " + node.id());
        }

        @Override
        public void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {
            left.putAll(children);
            entries.add("terminating " + node.id() + " " + reason);
        }

        long count(String entry) {
            return snapshot().stream().filter(entry::equals).count();
        }

        List<String> snapshot() {
            synchronized (entries) {
                return List.copyOf(entries);
            }
        }
    }

    /** A cluster with a diary on each node, in the order of the nodes. */
    private static final class Observed implements AutoCloseable {
        final List<Diary> diaries = new ArrayList<>();
        final TestCluster cluster;

        Observed(int size, NodeMonitoring monitoring) {
            cluster = new TestCluster(builder -> {
                Diary diary = new Diary();
                diaries.add(diary);
                return builder.nodeMonitoring(monitoring)
                        .childType(StubbornChild.class)
                        .listener(diary);
            });
            IntStream.range(0, size).forEach(i -> cluster.add());
        }

        TestCluster.Node node(int index) {
            return cluster.nodes.get(index);
        }

        long countOf(String entry) {
            return diaries.stream().mapToLong(diary -> diary.count(entry)).sum();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }

    @BeforeEach
    void forgetEarlierStubbornness() {
        StubbornChild.forget();
        CounterChild.LIVE.clear();
    }

    @AfterEach
    void releaseAllThatBlocks() {
        release.countDown();
        StubbornChild.released.countDown();
    }

    // ---- isolation and prefix

    @Test
    void tellsAListenerOnlyOfTheChildrenItWants() {
        Diary rooms = new Diary() {
            @Override
            public String namePrefix() {
                return "room-";
            }
        };
        try (TestCluster cluster = new TestCluster(builder -> builder.listener(rooms))) {
            String self = cluster.add().id();
            List.of("lobby", "room-1", "user-room-1", "room-2")
                    .forEach(name -> cluster.first()
                            .startChild(ChildSpec.of(CounterChild.class).name(name)));
            cluster.first().terminateChild("lobby");
            cluster.first().terminateChild("room-1");
            await().untilAsserted(() -> assertThat(rooms.snapshot())
                    .containsExactly("up " + self, "started room-1", "started room-2", "stopped room-1"));
        }
    }

    @Test
    void harmsNoOtherListenerAndNoCloseWhenOneBlocks() {
        CountDownLatch entered = new CountDownLatch(1);
        SupervisorListener blocking = new SupervisorListener() {
            @Override
            public void childStarted(ChildId id, String type, StartReason reason) {
                entered.countDown();
                while (true) {
                    try {
                        release.await();
                        return;
                    } catch (InterruptedException e) {
                        continue; // close interrupts it
                    }
                }
            }
        };
        Diary diary = new Diary();
        try (TestCluster cluster =
                new TestCluster(builder -> builder.listener(blocking).listener(diary))) {
            cluster.add();
            cluster.startCounters(3);
            await().until(() -> entered.getCount() == 0);
            await().until(() -> diary.count("started counter-2") == 1);
            assertThat(cluster.first().<Long>call("counter-0", "increment")).isEqualTo(1);
            long before = System.nanoTime();
            cluster.first().close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            assertThat(cluster.first().statistics().droppedEvents()).isPositive();
        }
    }

    // ---- termination of nodes

    @ParameterizedTest
    @ValueSource(strings = {"drain", "close"})
    void tellsEveryOtherNodeOnceThatANodeTerminatesBeforeItsChildrenLeave(String how) {
        try (Observed observed = new Observed(3, NodeMonitoring.EVERY_NODE)) {
            TestCluster cluster = observed.cluster;
            cluster.startCounters(30);
            await().until(cluster::settledWherePlaced);
            TestCluster.Node leaving = observed.node(1);
            String id = leaving.id();
            List<String> children =
                    List.copyOf(leaving.supervisor().localChildren().keySet());
            observed.diaries.forEach(diary -> diary.entries.clear());
            if (how.equals("drain")) {
                leaving.supervisor().drain(Duration.ofSeconds(20));
            }
            leaving.supervisor().close();
            String told = "terminating " + id + " " + how;
            for (int other : List.of(0, 2)) {
                Diary diary = observed.diaries.get(other);
                await().until(() -> diary.count("down " + id) == 1);
                List<String> entries = diary.snapshot();
                assertThat(entries).containsOnlyOnce(told);
                assertThat(diary.left).containsOnlyKeys(children).containsValue(ChildStatus.RUNNING);
                assertThat(entries.indexOf(told)).isLessThan(entries.indexOf("down " + id));
                children.stream()
                        .map(child -> entries.indexOf("started " + child))
                        .filter(index -> index >= 0)
                        .forEach(index -> assertThat(index).isGreaterThan(entries.indexOf(told)));
            }
            assertThat(observed.diaries.get(1).snapshot())
                    .noneMatch(entry -> entry.startsWith("terminating"))
                    .contains("stopped " + children.get(0));
        }
    }

    @Test
    void tellsOfACrashOnlyThatTheNodeIsDown() {
        try (Observed observed = new Observed(2, NodeMonitoring.EVERY_NODE)) {
            TestCluster.Node crashed = observed.node(1);
            String id = crashed.id();
            crashed.crash();
            await().until(() -> observed.diaries.get(0).count("down " + id) == 1);
            assertThat(observed.diaries.get(0).snapshot()).noneMatch(entry -> entry.startsWith("terminating"));
        }
    }

    // ---- where nodes are told of

    @Test
    void tellsOfNodesOnEveryNodeByDefault() {
        try (Observed observed = new Observed(3, NodeMonitoring.EVERY_NODE)) {
            List<String> ids =
                    observed.cluster.nodes.stream().map(TestCluster.Node::id).toList();
            ids.forEach(id -> await().until(() -> observed.countOf("up " + id) == 3));
            observed.node(2).crash();
            await().until(() -> observed.countOf("down " + ids.get(2)) == 2);
        }
    }

    @Test
    void tellsOfNodesNowhereWhenNotWanted() {
        try (Observed observed = new Observed(2, NodeMonitoring.NONE)) {
            TestCluster.Node leaving = observed.node(1);
            String terminating = "terminating " + leaving.id() + " drain";
            observed.cluster.nodes.remove(1).leave();
            await().until(() -> observed.cluster.first().nodes().size() == 1);
            assertThat(observed.diaries.get(0).snapshot()).containsExactly(terminating);
        }
    }

    @Test
    void tellsOfANodeOnExactlyOneNodeWhenSoWanted() {
        try (Observed observed = new Observed(4, NodeMonitoring.ONE_NODE)) {
            List<String> ids =
                    observed.cluster.nodes.stream().map(TestCluster.Node::id).toList();
            ids.forEach(id -> await().until(() -> observed.countOf("up " + id) == 1));
            assertThat(observed.diaries.get(0).count("up " + ids.get(0))).isEqualTo(1);
            assertThat(observed.diaries.get(3).count("up " + ids.get(3))).isZero();
            observed.node(3).crash();
            await().until(() -> observed.countOf("down " + ids.get(3)) == 1);
            observed.node(2).leave();
            await().until(() -> observed.countOf("down " + ids.get(2)) == 1);
            observed.node(1).crash(); // one is left
            await().until(() -> observed.diaries.get(0).count("down " + ids.get(1)) == 1);
            // two sweeps, in which each would tell again
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> ids.stream().allMatch(id -> observed.countOf("up " + id) == 1)
                            && ids.stream().skip(1).allMatch(id -> observed.countOf("down " + id) == 1));
        }
    }

    @Test
    void tellsAnewOfASupervisorThatWasClosedAndOpenedAgainOnItsMember() {
        try (Observed observed = new Observed(3, NodeMonitoring.ONE_NODE)) {
            TestCluster.Node reopened = observed.node(2);
            String id = reopened.id();
            await().until(() -> observed.countOf("up " + id) == 1);
            reopened.supervisor().close();
            await().until(() -> observed.countOf("down " + id) == 1);
            DistributedSupervisor again = DistributedSupervisor.builder(reopened.hazelcast())
                    .name(reopened.supervisor().name())
                    .nodeMonitoring(NodeMonitoring.ONE_NODE)
                    .build();
            await().until(() -> observed.countOf("up " + id) == 2);
            again.close();
            await().until(() -> observed.countOf("down " + id) == 2);
        }
    }

    // ---- abandoned children

    @Test
    void abandonsAChildThatIgnoresItsInterruptionWhenItIsTerminated() {
        try (Observed observed = new Observed(1, NodeMonitoring.EVERY_NODE)) {
            DistributedSupervisor supervisor = observed.cluster.first();
            ChildInfo first = insist(supervisor, "deaf");
            assertThat(supervisor.terminateChild("deaf")).isTrue();
            assertThat(supervisor.whereis("deaf")).isEmpty();
            assertAbandoned(observed.diaries.get(0), supervisor, first);
            ChildRef next =
                    supervisor.startChild(ChildSpec.of(StubbornChild.class).name("deaf"));
            assertThat(next.<String>call("hello")).isEqualTo("hello!");
            assertThat(supervisor.whereis("deaf").orElseThrow().incarnation()).isGreaterThan(first.incarnation());
        }
    }

    @Test
    void abandonsAChildThatIgnoresItsInterruptionWhenItsNodeLeaves() {
        try (Observed observed = new Observed(2, NodeMonitoring.EVERY_NODE)) {
            TestCluster.Node leaving = observed.node(1);
            String name = TestCluster.nameWhere("deaf-", leaving.supervisor()::isMine);
            await().until(observed.cluster::settledWherePlaced);
            ChildInfo first = insist(observed.cluster.first(), name);
            assertThat(first.node().id()).isEqualTo(leaving.id());
            assertThat(leaving.supervisor().drain(Duration.ofSeconds(20))).isTrue();
            DistributedSupervisor other = observed.cluster.first();
            assertThat(other.<String>call(name, "hello")).isEqualTo("hello!");
            ChildInfo second = other.whereis(name).orElseThrow();
            assertThat(second.incarnation()).isGreaterThan(first.incarnation());
            assertThat(second.node().local()).isTrue();
            assertAbandoned(observed.diaries.get(1), leaving.supervisor(), first);
            assertThat(other.statistics().abandonedChildren()).isZero();
        }
    }

    private ChildInfo insist(DistributedSupervisor supervisor, String name) {
        supervisor.startChild(
                ChildSpec.of(StubbornChild.class).name(name).shutdown(Shutdown.timeout(STUBBORN_TIMEOUT)));
        insistence = supervisor.callAsync(name, "insist", Duration.ofMinutes(1));
        await().until(() -> StubbornChild.entered.getCount() == 0);
        return supervisor.whereis(name).orElseThrow();
    }

    private void assertAbandoned(Diary diary, DistributedSupervisor supervisor, ChildInfo child) {
        String told = "abandoned " + child.name() + " " + child.incarnation() + " stubborn";
        await().until(() -> diary.count("stopped " + child.name()) == 1);
        List<String> entries = diary.snapshot();
        assertThat(entries).containsOnlyOnce(told);
        assertThat(entries.indexOf(told)).isLessThan(entries.indexOf("stopped " + child.name()));
        assertThat(supervisor.statistics().abandonedChildren()).isEqualTo(1);
        assertThat(StubbornChild.INTERRUPTIONS).hasPositiveValue();
        assertThatThrownBy(insistence::join)
                .hasCauseInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("abandoned");
    }
}
