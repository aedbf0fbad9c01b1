package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.jet.impl.util.Util;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CrashedNodeTest {

    private static final int COUNT = 60;

    @Test
    void startsTheChildrenOfACrashedNodeElsewhereWithHigherIncarnations() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.startCounters(COUNT);
            await().until(cluster::settledWherePlaced);
            TestCluster.Node crashed = cluster.nodes.remove(1);
            Map<String, ChildInfo> lost = crashed.supervisor().localChildren();
            String crashedId = crashed.id();
            crashed.crash();
            await().atMost(Duration.ofSeconds(10)).until(cluster::allRunning);
            Map<String, ChildInfo> after = cluster.children();
            assertThat(lost).isNotEmpty().allSatisfy((name, before) -> {
                assertThat(after.get(name).incarnation()).isGreaterThan(before.incarnation());
                assertThat(after.get(name).node().id()).isNotEqualTo(crashedId);
            });
        }
    }

    @Test
    void findsEveryChildWhileItsNodeIsDeadAndNobodyKnowsYet() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.startCounters(COUNT);
            await().until(cluster::settledWherePlaced);
            cluster.nodes.remove(1).crash();
            for (int i = 0; i < COUNT; i++) {
                assertThat(cluster.first().whereis("counter-" + i)).isPresent();
            }
        }
    }

    /** Hazelcast itself keeps one for each node that ever crashed. */
    @Test
    void keepsNoPartitionTableOfTheMomentOfACrash() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.nodes.remove(2).crash();
            HazelcastInstance left = cluster.nodes.get(0).hazelcast();
            await().until(() -> left.getCluster().getMembers().size() == 2);
            InternalPartitionServiceImpl partitions =
                    (InternalPartitionServiceImpl) Util.getNodeEngine(left).getPartitionService();
            await().until(() ->
                    partitions.getPartitionStateManager().snapshots().isEmpty());
        }
    }

    @Test
    void doesNotRestartTemporaryChildrenOfACrashedNode() {
        try (TestCluster cluster = TestCluster.of(2)) {
            for (int i = 0; i < COUNT; i++) {
                cluster.first()
                        .startChild(ChildSpec.of(CounterChild.class)
                                .name("temporary-" + i)
                                .restart(Restart.TEMPORARY));
            }
            await().until(cluster::settledWherePlaced);
            TestCluster.Node crashed = cluster.nodes.remove(1);
            int lost = crashed.supervisor().localChildren().size();
            crashed.crash();
            await().until(() -> cluster.children().size() == COUNT - lost && cluster.allRunning());
        }
    }

    @Test
    void tellsACallerWhoseChildsNodeCrashedThatTheOutcomeIsUnknown() {
        try (TestCluster cluster = TestCluster.of(2)) {
            TestCluster.Node other = cluster.nodes.get(1);
            String name = TestCluster.nameWhere("sleeper-", other.supervisor()::isMine);
            SleepingChild.entered = new CountDownLatch(1);
            cluster.first().startChild(ChildSpec.of(SleepingChild.class).name(name));
            CompletableFuture<String> answer = cluster.first().callAsync(name, "sleep", Duration.ofSeconds(20));
            await().until(() -> SleepingChild.entered.getCount() == 0);
            cluster.nodes.remove(other);
            other.crash();
            assertThatThrownBy(answer::join).hasCauseInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void claimsTheChildrenOfACrashedNodeThoughHazelcastPausedItsMigrations() {
        try (TestCluster cluster = TestCluster.of(3)) {
            cluster.startCounters(COUNT);
            await().until(cluster::settledWherePlaced);
            // as Hazelcast does by itself when a member dies in the middle of a migration
            Util.getNodeEngine(cluster.nodes.get(0).hazelcast())
                    .getPartitionService()
                    .pauseMigration();
            cluster.nodes.remove(1).crash();
            await().atMost(Duration.ofSeconds(10)).until(cluster::allRunning);
        }
    }
}
