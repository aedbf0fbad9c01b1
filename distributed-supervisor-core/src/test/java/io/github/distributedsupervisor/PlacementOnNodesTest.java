package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On which nodes children run: given ones, a subset, the least loaded. */
class PlacementOnNodesTest {

    private TestCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static TestCluster named(String... nodes) {
        AtomicInteger next = new AtomicInteger();
        TestCluster cluster = new TestCluster(
                builder -> builder.nodeName(nodes[next.getAndIncrement()]).sweepInterval(Duration.ofMillis(300)));
        return cluster;
    }

    private static String hostOf(DistributedSupervisor supervisor, String name) {
        ChildInfo info = supervisor.whereis(name).orElseThrow();
        SupervisorNode node = info.node();
        return info.status() == ChildStatus.RUNNING && node != null
                ? node.name()
                : info.status().name();
    }

    @Test
    void keepsTheNodeOfAChildThroughItsDeathAndReturn() {
        cluster = named("a", "b", "b");
        DistributedSupervisor supervisor = cluster.add().supervisor();
        TestCluster.Node b = cluster.add();
        SupervisorNode nodeB = await().until(
                        () -> supervisor.nodes().stream()
                                .filter(node -> node.name().equals("b"))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        for (int i = 0; i < 10; i++) {
            supervisor.startChild(ChildSpec.of(LedgerChild.class).name("pinned-" + i), nodeB);
            supervisor.call("pinned-" + i, "add and keep");
            assertThat(hostOf(supervisor, "pinned-" + i)).isEqualTo("b");
            assertThat(supervisor.whereis("pinned-" + i).orElseThrow().pin()).isEqualTo(new NodePin("b", false));
        }
        supervisor.startChild(ChildSpec.of(LedgerChild.class).name("bound").requiredNode("b"));

        b.crash();
        await().untilAsserted(() -> assertThat(IntStream.range(0, 10).mapToObj(i -> hostOf(supervisor, "pinned-" + i)))
                .containsOnly("a"));
        await().untilAsserted(() -> assertThat(hostOf(supervisor, "bound")).isEqualTo("WAITING"));
        assertThatThrownBy(() -> supervisor.startChild(ChildSpec.of(LedgerChild.class), nodeB))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("'b'");

        cluster.add();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(IntStream.range(0, 10).mapToObj(i -> hostOf(supervisor, "pinned-" + i)))
                    .containsOnly("b");
            assertThat(hostOf(supervisor, "bound")).isEqualTo("b");
        });
        assertThat(supervisor.<Long>call("pinned-3", "total")).isEqualTo(1);
    }

    @Test
    void waitsForTheNodeThatAChildRequires() {
        cluster = named("a", "b");
        TestCluster.Node a = cluster.add();
        a.supervisor()
                .startChild(ChildSpec.of(LedgerChild.class).name("waiting").requiredNode("b"));
        assertThat(hostOf(a.supervisor(), "waiting")).isEqualTo("WAITING");

        TestCluster.Node b = cluster.add();
        await().untilAsserted(
                        () -> assertThat(hostOf(a.supervisor(), "waiting")).isEqualTo("b"));
        a.supervisor().call("waiting", "add");

        b.leave();
        await().untilAsserted(
                        () -> assertThat(hostOf(a.supervisor(), "waiting")).isEqualTo("WAITING"));
    }

    @Test
    void usesOnlyTheGivenNodesAlsoWhenOthersJoin() {
        AtomicInteger next = new AtomicInteger();
        cluster = new TestCluster(
                builder -> builder.nodeName("node-" + next.getAndIncrement()).nodes("node-0", "node-2"));
        cluster.add();
        DistributedSupervisor outsider = cluster.add().supervisor();
        cluster.add();
        cluster.add();
        await().until(() -> outsider.nodes().size() == 2);
        IntStream.range(0, 60)
                .mapToObj(i -> outsider.startChildAsync(
                        ChildSpec.of(CounterChild.class).name("child-" + i)))
                .toList()
                .forEach(CompletableFuture::join);

        await().untilAsserted(() -> assertThat(
                        outsider.children().values().stream().map(child -> hostOf(outsider, child.name())))
                .containsOnly("node-0", "node-2"));
        assertThat(outsider.nodes()).extracting(SupervisorNode::name).containsExactlyInAnyOrder("node-0", "node-2");
        assertThat(outsider.<Long>call("child-7", "increment")).isEqualTo(1);
        assertThat(outsider.isMine("child-7")).isFalse();
    }

    @Test
    void spreadsChildrenOverTheLeastLoadedNodesAndMovesFewWhenOneJoins() {
        cluster = new TestCluster(
                builder -> builder.placement(PlacementStrategy.leastLoaded()).sweepInterval(Duration.ofMillis(300)));
        DistributedSupervisor supervisor = cluster.add().supervisor();
        cluster.add();
        await().until(() -> supervisor.nodes().size() == 2);
        for (int i = 0; i < 60; i++) {
            supervisor.startChild(ChildSpec.of(CounterChild.class).name("load-" + i));
        }
        await().untilAsserted(() -> assertThat(loads()).allMatch(load -> load >= 20 && load <= 40));

        cluster.add();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(loads()).hasSize(3).allMatch(load -> load >= 10 && load <= 30));
        await().until(cluster::allRunning);
        assertThat(CounterChild.EVER_TWO).noneMatch(name -> name.startsWith("load-"));
    }

    private List<Integer> loads() {
        return cluster.nodes.stream()
                .map(node -> node.supervisor().localChildren().size())
                .toList();
    }

    @Test
    void letsOneOfManyConcurrentStartsWin() {
        cluster = TestCluster.of(3);
        List<CompletableFuture<ChildRef>> starts = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> cluster.nodes
                        .get(i % 3)
                        .supervisor()
                        .startChildAsync(ChildSpec.of(CounterChild.class).name("contested")))
                .toList();
        AtomicInteger winners = new AtomicInteger();
        AtomicInteger losers = new AtomicInteger();
        for (CompletableFuture<ChildRef> start : starts) {
            try {
                assertThat(start.get().name()).isEqualTo("contested");
                winners.incrementAndGet();
            } catch (Exception e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                ChildAlreadyStartedException.class,
                                taken -> assertThat(taken.ref().name()).isEqualTo("contested"));
                losers.incrementAndGet();
            }
        }
        assertThat(winners).hasValue(1);
        assertThat(losers).hasValue(99);
        assertThat(CounterChild.LIVE.get("contested")).hasValue(1);
    }
}
