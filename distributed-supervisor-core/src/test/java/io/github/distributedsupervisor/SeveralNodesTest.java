package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeveralNodesTest {

    private static final int COUNT = 60;

    @BeforeEach
    void forgetEarlierInstances() {
        CounterChild.LIVE.clear();
        CounterChild.EVER_TWO.clear();
    }

    @Test
    void listsAndReachesAllChildrenFromEachNode() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.startCounters(COUNT);
            await().until(cluster::settledWherePlaced);
            for (TestCluster.Node node : cluster.nodes) {
                assertThat(node.supervisor().children()).hasSize(COUNT);
                assertThat(node.supervisor().nodes()).hasSize(3);
                for (int i = 0; i < COUNT; i++) {
                    node.supervisor().<Long>call("counter-" + i, "increment");
                }
            }
            assertThat(cluster.first().<Long>call("counter-7", "count")).isEqualTo(3);
            assertThat(cluster.nodes)
                    .allSatisfy(node ->
                            assertThat(node.supervisor().localChildren()).isNotEmpty());
        }
    }

    @Test
    void movesChildrenWithTheirStateToANodeThatJoins() {
        try (TestCluster cluster = TestCluster.of(2)) {
            cluster.startCounters(COUNT);
            increment(cluster);
            TestCluster.Node joined = cluster.add();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !joined.supervisor().localChildren().isEmpty() && cluster.settledWherePlaced());
            increment(cluster);
            assertThat(counts(cluster))
                    .allSatisfy((name, count) -> assertThat(count).isEqualTo(2));
            assertExactlyOneEach();
        }
    }

    @Test
    void movesChildrenWithTheirStateOffANodeThatLeaves() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.startCounters(COUNT);
            increment(cluster);
            cluster.nodes.remove(1).leave();
            increment(cluster);
            assertThat(counts(cluster))
                    .allSatisfy((name, count) -> assertThat(count).isEqualTo(2));
            assertExactlyOneEach();
        }
    }

    @Test
    void keepsAllChildrenWhenTwoOfThreeNodesLeaveTogether() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.startCounters(COUNT);
            increment(cluster);
            TestCluster.Node first = cluster.nodes.remove(0);
            TestCluster.Node second = cluster.nodes.remove(0);
            CompletableFuture.allOf(CompletableFuture.runAsync(first::leave), CompletableFuture.runAsync(second::leave))
                    .join();
            increment(cluster);
            assertThat(counts(cluster))
                    .allSatisfy((name, count) -> assertThat(count).isEqualTo(2));
            assertThat(cluster.first().localChildren()).hasSize(COUNT);
            assertExactlyOneEach();
        }
    }

    @Test
    void terminatesAChildOfAnotherNode() {
        try (TestCluster cluster = TestCluster.of(2)) {
            cluster.startCounters(COUNT);
            for (int i = 0; i < COUNT; i++) {
                assertThat(cluster.first().terminateChild("counter-" + i)).isTrue();
            }
            assertThat(cluster.children()).isEmpty();
            assertThat(CounterChild.LIVE)
                    .allSatisfy((name, live) -> assertThat(live).hasValue(0));
        }
    }

    @Test
    void deliversAllMessagesOfASenderInOrderWhileNodesJoinAndLeave() throws Exception {
        int messages = 100_000;
        try (TestCluster cluster = TestCluster.of(3)) {
            DistributedSupervisor sender = cluster.first();
            String name = TestCluster.nameWhere("recorder-", each -> !sender.isMine(each));
            sender.startChild(ChildSpec.of(RecordingChild.class).name(name));
            AtomicBoolean changed = new AtomicBoolean();
            CompletableFuture<Integer> moves = CompletableFuture.supplyAsync(() -> {
                int hops = 0;
                while (!changed.get() || hops < 3) {
                    String host = sender.whereis(name)
                            .map(ChildInfo::node)
                            .map(SupervisorNode::id)
                            .orElse("on its way");
                    TestCluster.Node leaving = cluster.nodes.stream()
                            .filter(node -> node.id().equals(host) && node.supervisor() != sender)
                            .findFirst()
                            .orElse(cluster.nodes.get(cluster.nodes.size() - 1));
                    cluster.nodes.remove(leaving);
                    leaving.leave();
                    cluster.add();
                    hops++;
                }
                return hops;
            });
            for (int i = 1; i <= messages; i++) {
                int number = i;
                untilAccepted(() -> sender.cast(name, number));
                if (i % 10_000 == 0) {
                    // spread over the moves
                    untilAccepted(() -> sender.<Integer>call(name, "size", Duration.ofSeconds(30)));
                }
            }
            changed.set(true);
            assertThat(moves.get()).isGreaterThanOrEqualTo(3);
            List<Integer> seen = sender.call(name, "all", Duration.ofSeconds(30));
            assertThat(seen)
                    .isEqualTo(IntStream.rangeClosed(1, messages).boxed().toList());
        }
    }

    private static void untilAccepted(Runnable message) {
        while (true) {
            try {
                message.run();
                return;
            } catch (MailboxFullException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void convergesByTheSweepAloneWhenAllEventsAreLost() {
        try (TestCluster cluster = new TestCluster(
                builder -> builder.suppressHazelcastEvents(true).sweepInterval(Duration.ofSeconds(1)))) {
            cluster.add();
            cluster.add();
            cluster.startCounters(COUNT);
            cluster.add();
            await().atMost(Duration.ofSeconds(20)).until(cluster::settledWherePlaced);
            await().atMost(Duration.ofSeconds(20)).until(cluster::allRunWell); // nobody waits for suspects
            cluster.nodes.remove(1).crash();
            // the detection of the crash, a sweep, and a read that hung on the node which died
            await().atMost(Duration.ofSeconds(6)).until(cluster::allRunning);
        }
    }

    @Test
    void aNewNodeGetsItsChildrenAlthoughOneThatItCoordinatesHangsInItsStartElsewhere() throws Exception {
        UnaryOperator<DistributedSupervisorBuilder> slowly =
                builder -> builder.childType(HangingChild.class).rebalance(Duration.ofSeconds(6), 32);
        try (TestCluster cluster = new TestCluster(slowly)) {
            DistributedSupervisor old = cluster.add().supervisor();
            cluster.startCounters(COUNT);
            DistributedSupervisor joined = cluster.add().supervisor();
            String name = TestCluster.nameWhere("hanging-", joined::isMine);
            String here = old.nodes().stream()
                    .filter(SupervisorNode::local)
                    .findFirst()
                    .orElseThrow()
                    .name();
            old.startChildAsync(ChildSpec.of(HangingChild.class).name(name).requiredNode(here));
            HangingChild.STARTING.await();
            assertThat(joined.localChildren()).isEmpty();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !joined.localChildren().isEmpty());
            HangingChild.GO_ON.countDown();
            await().until(cluster::allRunning);
        } finally {
            HangingChild.GO_ON.countDown();
        }
    }

    /** Is not done with its start until it is told to be. */
    @SupervisedChild("hanging")
    static final class HangingChild implements Child {

        private static final CountDownLatch STARTING = new CountDownLatch(1);
        private static final CountDownLatch GO_ON = new CountDownLatch(1);

        @Override
        public void onStart(ChildContext context) throws InterruptedException {
            STARTING.countDown();
            GO_ON.await();
        }

        @Override
        public Object onCall(Object message) {
            return message;
        }
    }

    private static void increment(TestCluster cluster) {
        for (int i = 0; i < COUNT; i++) {
            cluster.nodes.get(i % cluster.nodes.size()).supervisor().<Long>call("counter-" + i, "increment");
        }
    }

    private static Map<String, Long> counts(TestCluster cluster) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            counts.put("counter-" + i, cluster.first().call("counter-" + i, "count"));
        }
        return counts;
    }

    private static void assertExactlyOneEach() {
        assertThat(CounterChild.EVER_TWO).isEmpty();
        assertThat(CounterChild.LIVE)
                .hasSize(COUNT)
                .allSatisfy((name, live) -> assertThat(live).hasValue(1));
    }
}
