package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.TestCluster.Node;
import io.github.distributedsupervisor.internal.registry.Suspicion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All nodes end, others begin: what a store keeps. */
class FullRestartTest {

    private final MemoryStore store = new MemoryStore();
    private TestCluster cluster;

    private void start(int nodes) {
        cluster = TestCluster.of(nodes, builder -> builder.store(store)); // a move would take along what is not kept
    }

    /** All at the same time, so that none takes over from another. */
    private void killAll() {
        List<Thread> killers =
                cluster.nodes.stream().map(node -> new Thread(node::crash)).toList();
        killers.forEach(Thread::start);
        cluster.close();
        CounterChild.LIVE.clear(); // what was killed counts no more
        CounterChild.EVER_TWO.clear();
    }

    @AfterEach
    void close() {
        store.failing = false;
        store.gate.countDown();
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Those of a dead node that had just begun are under suspicion, and start one after the other. */
    private void awaitNoneYoung() {
        await().until(() -> cluster.allBegan(Suspicion.WELL_MILLIS));
    }

    private Map<String, Long> incarnations() {
        return cluster.children().values().stream().collect(Collectors.toMap(ChildInfo::name, ChildInfo::incarnation));
    }

    @Test
    void bringsChildrenBackOnceAndNewerAfterTheDeathOfAllNodes() {
        start(3);
        cluster.startCounters(30);
        cluster.first()
                .startChild(ChildSpec.of(CounterChild.class).name("transient").restart(Restart.TRANSIENT));
        cluster.first()
                .startChild(ChildSpec.of(CounterChild.class).name("temporary").restart(Restart.TEMPORARY));
        cluster.first().terminateChild("counter-0");
        Map<String, Long> before = incarnations();
        awaitNoneYoung();
        killAll();

        start(3);

        await().untilAsserted(() -> assertThat(cluster.children()).hasSize(30));
        await().until(cluster::allRunning);
        assertThat(cluster.children())
                .doesNotContainKeys("counter-0", "temporary")
                .containsKey("transient");
        incarnations().forEach((name, incarnation) -> assertThat(incarnation).isGreaterThan(before.get(name)));
        assertThat(CounterChild.EVER_TWO).doesNotContainAnyElementsOf(before.keySet());
    }

    @Test
    void goesOnFromTheLastCheckpoint() {
        start(2);
        cluster.first().startChild(ChildSpec.of(LedgerChild.class).name("book"));
        cluster.first().call("book", "add and keep");
        cluster.first().call("book", "add");
        await().until(() -> store.children.get("book").revision() >= 3);
        killAll();

        start(2);

        await().untilAsserted(() ->
                assertThat(cluster.first().<Long>call("book", "total")).isEqualTo(1L));
    }

    @Test
    void keepsTheLastStateWhenAllNodesStopInPeace() throws Exception {
        start(3);
        cluster.first().startChild(ChildSpec.of(LedgerChild.class).name("book"));
        cluster.first()
                .startChild(ChildSpec.of(CounterChild.class).name("brief").restart(Restart.TEMPORARY));
        cluster.first().call("book", "add");
        CompletableFuture.allOf(cluster.nodes.stream()
                        .map(node -> CompletableFuture.runAsync(node::leave, task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .get();

        start(2);

        await().untilAsserted(() ->
                assertThat(cluster.first().<Long>call("book", "total")).isEqualTo(1L));
        assertThat(cluster.children()).containsOnlyKeys("book");
        assertThat(store.children.get("brief").removed()).isTrue();
    }

    @Test
    void keepsSleepAndQuarantine() {
        start(2);
        DistributedSupervisor first = cluster.first();
        first.startChild(ChildSpec.of(LedgerChild.class).name("dozer").passivateAfter(Duration.ofMillis(1)));
        first.startChild(ChildSpec.of(CounterChild.class).name("patient").intensity(0, Duration.ofMinutes(1)));
        first.cast("patient", "ignored");
        assertThatThrownBy(() -> first.call("patient", "crash")).isInstanceOf(SupervisorException.class);
        await().until(() -> first.whereis("patient").orElseThrow().status() == ChildStatus.QUARANTINED);
        await().until(() -> first.whereis("dozer").orElseThrow().status() == ChildStatus.PASSIVE);
        await().until(() -> store.children.get("patient").phase().equals("QUARANTINED")
                && store.children.get("dozer").phase().equals("PASSIVE"));
        killAll();

        start(2);

        await().untilAsserted(() -> assertThat(cluster.children()).containsOnlyKeys("patient", "dozer"));
        assertThat(cluster.children().get("patient").status()).isEqualTo(ChildStatus.QUARANTINED);
        assertThat(cluster.children().get("dozer").status()).isEqualTo(ChildStatus.PASSIVE);
        assertThat(cluster.first().<Long>call("dozer", "total")).isZero();
    }

    @Test
    void aNameThatOnlyTheStoreKnowsIsTaken() {
        start(1);
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name("ann"));
        killAll();

        start(1);

        assertThatThrownBy(() -> cluster.first()
                        .startChild(ChildSpec.of(CounterChild.class).name("ann")))
                .isInstanceOf(ChildAlreadyStartedException.class);
    }

    @Test
    void startsNothingWhereItIsNotKnownWhatTheStoreHas() {
        start(1);
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name("ann"));
        long before = store.children.get("ann").incarnation();
        killAll();
        store.unreadable = true;

        start(1);

        assertThatThrownBy(() -> cluster.first()
                        .startChild(ChildSpec.of(CounterChild.class).name("ann")))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("cannot be read");
        assertThat(store.children.get("ann").incarnation()).isEqualTo(before);
        store.unreadable = false;
        await().until(() -> cluster.children().containsKey("ann"));
    }

    @Test
    void bringsBackWhatWasLostWithAllItsCopies() {
        cluster = new TestCluster(builder -> builder.store(store).backupCount(0));
        cluster.add();
        cluster.add();
        await().until(cluster::settledWherePlaced);
        cluster.startCounters(40);
        Node lost = cluster.nodes.remove(1);
        assertThat(lost.supervisor().localChildren()).isNotEmpty();

        lost.crash();

        await().untilAsserted(() -> {
            assertThat(cluster.children()).hasSize(40);
            assertThat(cluster.allRunning()).isTrue();
        });
        lost.supervisor().close();
    }

    @Test
    void aStartFailsWithTheStoreAndWorksWithItAgain() {
        start(2);
        store.failing = true;

        assertThatThrownBy(() -> cluster.first()
                        .startChild(ChildSpec.of(CounterChild.class).name("ann")))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("'ann'")
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("disk full");
        assertThat(cluster.children()).isEmpty();
        assertThat(CounterChild.LIVE).doesNotContainKey("ann");

        store.failing = false;
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name("ann"));
        assertThat(cluster.first().<Long>call("ann", "increment")).isEqualTo(1L);
    }

    @Test
    void runningChildrenWorkWhileTheStoreFailsAndTheirChangesWaitForIt() {
        start(2);
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name("ann"));
        store.failing = true;

        assertThat(cluster.first().<Long>call("ann", "increment")).isEqualTo(1L);
        CompletableFuture<Boolean> terminated = CompletableFuture.supplyAsync(
                () -> cluster.first().terminateChild("ann"), task -> new Thread(task).start());
        await().during(Duration.ofMillis(300)).until(() -> !terminated.isDone());
        store.failing = false;

        await().until(terminated::isDone);
        assertThat(terminated.join()).isTrue();
        assertThat(store.children.get("ann").removed()).isTrue();
    }

    @Test
    void aStoreThatHangsStopsNothingButStarts() {
        start(1);
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name("ann"));
        store.gate = new CountDownLatch(1);
        List<CompletableFuture<ChildRef>> starts = List.of(
                cluster.first().startChildAsync(ChildSpec.of(CounterChild.class).name("bob")),
                cluster.first().startChildAsync(ChildSpec.of(CounterChild.class).name("cid")),
                cluster.first().startChildAsync(ChildSpec.of(CounterChild.class).name("dan")));
        await().until(() -> store.blocked.get() >= 3);

        Map<String, String> other = cluster.nodes.get(0).hazelcast().getMap("of-the-application");
        List.of("ann", "bob", "cid", "dan").forEach(name -> other.put(name, name));
        assertThat(cluster.first().<Long>call("ann", "increment")).isEqualTo(1L);
        assertThat(starts).noneMatch(CompletableFuture::isDone);

        store.gate.countDown();
        await().until(() -> starts.stream().allMatch(CompletableFuture::isDone));
        assertThat(cluster.children()).hasSize(4);
    }

    @Test
    void claimsAChildOnceHoweverLongTheStoreTakes() {
        start(2);
        cluster.startCounters(16); // of six, all may be on the survivor
        Map<String, Long> before = incarnations();
        awaitNoneYoung();
        String survivor = cluster.nodes.get(0).id();
        store.gate = new CountDownLatch(1);
        cluster.nodes.get(1).crash();
        cluster.nodes.remove(1);
        await().until(() -> cluster.children().values().stream()
                .allMatch(child -> child.node() != null && child.node().id().equals(survivor)));
        Map<String, Long> claimed = incarnations();
        assertThat(claimed).isNotEqualTo(before);

        Duration sweeps = DistributedSupervisorBuilder.DEFAULT_SWEEP_INTERVAL.multipliedBy(3);
        await().during(sweeps)
                .atMost(sweeps.multipliedBy(2))
                .until(() -> incarnations().equals(claimed));
        store.gate.countDown();
        await().until(cluster::allRunning);
        assertThat(incarnations()).isEqualTo(claimed);
    }

    @Test
    void refusesANodeWithoutTheStoreOfTheOthers() {
        start(1);
        Node first = cluster.nodes.get(0);

        assertThatThrownBy(() -> DistributedSupervisor.builder(first.hazelcast())
                        .childType(CounterChild.class)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no store");
    }

    @Test
    void refusesAStoreWhereTheOthersHaveNone() {
        cluster = TestCluster.of(1);

        assertThatThrownBy(
                        () -> DistributedSupervisor.builder(cluster.nodes.get(0).hazelcast())
                                .store(store)
                                .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without a store");
    }
}
