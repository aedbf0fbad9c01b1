package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why listeners are told that a child was started. */
class StartReasonTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final TestCluster cluster = new TestCluster(builder -> builder.sweepInterval(Duration.ofMillis(200))
            .listener(new SupervisorListener() {
                @Override
                public void childStarted(ChildId id, String type, StartReason reason) {
                    told.add(id.name() + " " + reason);
                }
            }));

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void awaitTold(String what) {
        await().untilAsserted(() -> assertThat(told).contains(what));
    }

    @Test
    void tellsOfFirstStartsRestartsAndWakes() {
        cluster.add();
        DistributedSupervisor supervisor = cluster.first();
        ChildRef ref = supervisor.startChild(
                ChildSpec.of(FragileChild.class).name("sleepy").passivateAfter(Duration.ofSeconds(1)));
        awaitTold("sleepy FIRST");
        assertThatThrownBy(() -> ref.call("unchecked")).isInstanceOf(ChildInvocationException.class);
        awaitTold("sleepy RESTART");
        await().until(() -> supervisor.whereis("sleepy").orElseThrow().status() == ChildStatus.PASSIVE);
        ref.call("hello");
        awaitTold("sleepy WAKE");
        assertThat(told).hasSize(3);
    }

    @Test
    void tellsOfMovesAndFailovers() {
        cluster.add();
        TestCluster.Node other = cluster.add();
        await().until(cluster::settledWherePlaced);
        String name = TestCluster.nameWhere("child-", other.supervisor()::isMine);
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name(name));
        cluster.nodes.remove(other);
        other.leave();
        awaitTold(name + " HANDOFF");

        TestCluster.Node third = cluster.add();
        await().until(cluster::settledWherePlaced);
        String lost = TestCluster.nameWhere("lost-", third.supervisor()::isMine);
        cluster.first().startChild(ChildSpec.of(CounterChild.class).name(lost));
        cluster.nodes.remove(third);
        third.crash();
        awaitTold(lost + " FAILOVER");
        assertThat(told).doesNotContain(lost + " HANDOFF").contains(name + " FIRST", lost + " FIRST");
    }
}
