package io.github.distributedsupervisor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.Quorum;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes with a quorum: two instances at once are refused also while the network is split. */
@Timeout(180)
class QuorumTest {

    private static final int CHILDREN = 24;

    private final SupervisorCluster cluster = SupervisorCluster.builder()
            .nodes(3)
            .childTypes(List.of(CounterChild.class))
            .allowOverlapWhilePartitioned(false)
            .configurer(new Majority())
            .start();

    static final class Majority implements ClusterConfigurer {
        @Override
        public void supervisor(DistributedSupervisorBuilder supervisor, int node) {
            supervisor.quorum(Quorum.majority()).startTimeout(Duration.ofSeconds(20));
        }
    }

    @AfterEach
    void judge() {
        try {
            cluster.verify();
        } finally {
            cluster.close();
        }
    }

    @Test
    void runsAllOnTheLargerSideOfASplitAndOnceAfterIt() {
        startAll();

        cluster.partition(0);

        awaitAllOutsideOf(0);
        assertThat(cluster.supervisor(0).localChildren()).isEmpty();
        cluster.heal();
        cluster.awaitSettled();
    }

    @Test
    void takesTheChildrenOfAKilledNodeOver() {
        startAll();

        cluster.kill(1);

        awaitAllOutsideOf(1);
    }

    @Test
    void runsNothingBelowTheQuorumAndAllAgainWhenANodeIsBack() {
        killAllButOne();

        assertThatThrownBy(() -> cluster.supervisor(2)
                        .startChildAsync(ChildSpec.of(CounterChild.class).name("late"))
                        .join())
                .hasCauseInstanceOf(ChildUnavailableException.class);
        assertThatThrownBy(() -> cluster.supervisor(2).call("nobody", "count", Duration.ofMillis(500)))
                .as("whom it cannot look for")
                .isInstanceOf(ChildUnavailableException.class);
        cluster.start(1);
        awaitAllOutsideOf(0);
    }

    @Test
    void runsAllBelowTheQuorumOnceAnOperatorSaysThatTheOthersDoNotComeBack() {
        killAllButOne();

        assertThat(cluster.supervisor(2).operations().acceptLostNodes()).isEqualTo(2);

        awaitAllOutsideOf(0, 1);
    }

    @Test
    void needsFewerNodesAfterSomeHaveLeftInOrder() {
        startAll();

        cluster.stop(0);
        cluster.stop(1);

        awaitAllOutsideOf(0, 1);
    }

    @Test
    void takesTheChildrenOfAPausedNodeOverAndStopsThemThereWhenItGoesOn() {
        startAll();

        cluster.pause(0);
        awaitAllOutsideOf(0);
        cluster.resume(0);

        cluster.awaitSettled();
    }

    /** One after the other; the last one has all children then, and may run none of them. */
    private void killAllButOne() {
        startAll();
        cluster.kill(0);
        awaitAllOutsideOf(0);
        cluster.kill(1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(cluster.supervisor(2).localChildren()).isEmpty());
    }

    private void startAll() {
        IntStream.range(0, CHILDREN)
                .forEach(i -> cluster.supervisor(0)
                        .startChild(ChildSpec.of(CounterChild.class).name("counter-" + i)));
    }

    private void awaitAllOutsideOf(Integer... nodes) {
        for (int i = 0; i < CHILDREN; i++) {
            assertThat(nodes)
                    .doesNotContain(
                            cluster.awaitRunning("counter-" + i).notOn(nodes[0]).node());
        }
    }
}
