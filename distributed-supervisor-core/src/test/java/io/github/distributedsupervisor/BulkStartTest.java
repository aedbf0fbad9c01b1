package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkStartTest {

    private static TestCluster cluster;

    @BeforeAll
    static void startTwoNodes() {
        cluster = TestCluster.of(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void forgetEarlierInstances() {
        CounterChild.LIVE.clear();
        CounterChild.EVER_TWO.clear();
    }

    @Test
    void startsManyAndAnswersInTheOrderGiven() {
        List<String> names =
                IntStream.range(0, 2_000).mapToObj(i -> "bulk-" + i).toList();
        List<StartResult> results = cluster.first()
                .startChildren(names.stream()
                        .map(name -> ChildSpec.of(CounterChild.class).name(name))
                        .toList());
        assertThat(results).extracting(StartResult::name).isEqualTo(names);
        assertThat(results)
                .allMatch(StartResult::started)
                .allSatisfy(result -> assertThat(result.ref().name()).isEqualTo(result.name()));
        assertThat(names).allMatch(name -> CounterChild.LIVE.get(name).get() == 1);
        assertThat(CounterChild.EVER_TWO).isEmpty();
    }

    @Test
    void harmsNoOtherStartWhenOneFails() {
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name("taken"));
        List<StartResult> results = cluster.first()
                .startChildren(List.of(
                        ChildSpec.of(CounterChild.class).name("good-1"),
                        ChildSpec.of(CounterChild.class).name("taken"),
                        ChildSpec.of(FragileChild.class).name("stillborn").args("no disk"),
                        ChildSpec.of(FragileChild.class).name("invalid").args(new Thread()),
                        ChildSpec.of("no-such-type").name("unknown"),
                        ChildSpec.of(CounterChild.class).name("good-2")));
        assertThat(results).extracting(StartResult::started).containsExactly(true, false, false, false, false, true);
        assertThat(results.get(1).failure()).isInstanceOf(ChildAlreadyStartedException.class);
        assertThat(results.get(2).failure())
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("no disk");
        assertThat(results.get(3).failure()).isInstanceOf(InvalidMessageException.class);
        assertThat(results.get(4).failure()).isInstanceOf(ChildStartException.class);
        assertThat(results).allMatch(result -> (result.ref() == null) != (result.failure() == null));
    }

    @Test
    void generatesNames() {
        List<StartResult> results = cluster.first()
                .startChildren(List.of(ChildSpec.of(CounterChild.class), ChildSpec.of(CounterChild.class)));
        assertThat(results).extracting(StartResult::name).doesNotHaveDuplicates();
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(cluster.first().whereis(result.name())).isPresent());
    }

    @Test
    void endsWhatIsUnderWayWhenTheSupervisorIsClosed() {
        HesitantChild.released = new CountDownLatch(1);
        try (TestCluster closing = new TestCluster(
                builder -> builder.childType(HesitantChild.class).drainTimeout(Duration.ofMillis(500)))) {
            closing.add();
            CompletableFuture<List<StartResult>> results = closing.first()
                    .startChildrenAsync(IntStream.range(0, 300)
                            .mapToObj(i -> ChildSpec.of(HesitantChild.class))
                            .toList());
            closing.first().close();
            await().until(results::isDone);
            assertThat(results.join())
                    .hasSize(300)
                    .allSatisfy(result -> assertThat(result.failure()).isInstanceOf(IllegalStateException.class));
        } finally {
            HesitantChild.released.countDown();
        }
    }

    /** Does not start before it is released. */
    @SupervisedChild("hesitant")
    public static class HesitantChild implements Child {

        static volatile CountDownLatch released = new CountDownLatch(1);

        @Override
        public void onStart(ChildContext context) throws Exception {
            released.await();
        }
    }

    @Test
    void startsNothingOfAnEmptyList() {
        assertThat(cluster.first().startChildren(List.of())).isEmpty();
        assertThat(cluster.first().startChildrenAsync(List.of())).isCompletedWithValue(List.of());
    }

    @Test
    void getsTheChildThatRunsAndStartsTheOneThatDoesNot() {
        for (String name : List.of("lazy-1", "lazy-2", "lazy-3", "lazy-4")) {
            ChildSpec spec = ChildSpec.of(CounterChild.class).name("another");
            ChildRef started = cluster.first().getOrStart(name, spec);
            assertThat(started.name()).isEqualTo(name);
            assertThat(started.<Long>call("increment")).isEqualTo(1);
            for (TestCluster.Node node : cluster.nodes) {
                assertThat(node.supervisor().getOrStart(name, spec).name()).isEqualTo(name);
            }
            assertThat(started.<Long>call("count")).isEqualTo(1);
        }
        assertThat(cluster.first().whereis("another")).isEmpty();
    }

    @Test
    void theChildThatRunsIsWhatOneGetsAlsoForAnotherSpec() {
        ChildRef running =
                cluster.first().startChild(ChildSpec.of(CounterChild.class).name("had"));
        ChildSpec other = ChildSpec.of(FragileChild.class).args("no disk");

        assertThat(cluster.first().getOrStart("had", other)).isEqualTo(running);
        assertThatThrownBy(() -> cluster.first().startChild(other.name("had")))
                .isInstanceOfSatisfying(
                        ChildAlreadyStartedException.class,
                        e -> assertThat(e.ref()).isEqualTo(running));
        assertThat(cluster.first().whereis("had").orElseThrow().type()).isEqualTo("counter");
    }

    @Test
    void tellsWhyTheChildThatDoesNotRunCannotBeStarted() {
        assertThatThrownBy(() -> cluster.first()
                        .getOrStart("never", ChildSpec.of(FragileChild.class).args("no disk")))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("no disk");
        assertThatThrownBy(() -> cluster.first().getOrStart("a/b", ChildSpec.of(FragileChild.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void startsAChildOnceWhenManyGetOrStartItTogether() {
        List<CompletableFuture<ChildRef>> refs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            refs.add(cluster.nodes.get(i % 2).supervisor().getOrStartAsync("wanted", ChildSpec.of(CounterChild.class)));
        }
        refs.forEach(ref -> assertThat(ref.join().name()).isEqualTo("wanted"));
        assertThat(cluster.first().<Long>call("wanted", "increment")).isEqualTo(1);
        assertThat(CounterChild.LIVE.get("wanted")).hasValue(1);
        assertThat(CounterChild.EVER_TWO).isEmpty();
    }
}
