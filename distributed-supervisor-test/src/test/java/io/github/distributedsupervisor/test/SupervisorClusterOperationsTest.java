package io.github.distributedsupervisor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.ChildSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@SupervisorClusterTest(nodes = 3, childTypes = CounterChild.class)
class SupervisorClusterOperationsTest {

    private SupervisorCluster cluster;

    private void startChildren() {
        for (int i = 0; i < 6; i++) {
            cluster.supervisor().startChild(ChildSpec.of(CounterChild.class).name("counter-" + i));
        }
    }

    @Test
    void runsAChildElsewhereWhenItsNodeIsKilled() {
        startChildren();
        RunningChild before = cluster.awaitRunning("counter-0");

        cluster.kill(before.node());

        RunningChild after = cluster.awaitRunning("counter-0").notOn(before.node());
        assertThat(after.incarnation()).isGreaterThan(before.incarnation());
        assertThat(cluster.nodes()).hasSize(2);
        assertThatThrownBy(() -> cluster.supervisor(before.node())).hasMessageContaining("does not run");
    }

    @Test
    void movesAChildWithItsStateWhenItsNodeIsStopped(SupervisorCluster sameCluster) {
        assertThat(sameCluster).isSameAs(cluster);
        startChildren();
        RunningChild before = cluster.awaitRunning("counter-0");
        int count = cluster.supervisor().call("counter-0", "count");

        cluster.stop(before.node());
        cluster.awaitRunning("counter-0").notOn(before.node());

        assertThat(cluster.supervisor().<Integer>call("counter-0", "count")).isEqualTo(count + 1);
    }

    @Test
    void startsNodesAgainAndAnew() {
        startChildren();
        cluster.kill(1);
        cluster.start(1);
        assertThat(cluster.start().index()).isEqualTo(3);

        cluster.awaitSettled();

        assertThat(cluster.supervisor(3).nodes()).extracting("name").contains("node-1", "node-3");
    }

    @Test
    void aPausedNodeIsReplacedAndComesBack() {
        startChildren();
        int node = cluster.awaitRunning("counter-0").node();

        cluster.pause(node);
        cluster.awaitRunning("counter-0").notOn(node);
        cluster.resume(node);

        cluster.awaitSettled();
    }

    @Test
    void aPartitionEndsWithOneInstanceOfEachChild() {
        startChildren();
        cluster.partition(0);
        cluster.awaitSettled();
        assertThat(cluster.supervisor(0).nodes()).hasSize(1);
        assertThat(cluster.supervisor(1).nodes()).hasSize(2);

        cluster.heal();
        cluster.awaitSettled();

        assertThat(cluster.supervisor(0).nodes()).hasSize(3);
        assertThat(cluster.supervisor().children()).hasSize(6);
    }
}
