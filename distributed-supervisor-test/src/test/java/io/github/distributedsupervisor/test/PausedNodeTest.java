package io.github.distributedsupervisor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without a quorum: a node that stood still for so long that the others removed it asks them before it goes on. */
@Timeout(180)
class PausedNodeTest {

    private static final int CHILDREN = 24;

    private final SupervisorCluster cluster = SupervisorCluster.builder()
            .nodes(3)
            .childTypes(List.of(CounterChild.class))
            .configurer(new LateMerge())
            .start();

    /** So late that what is seen before has another reason. */
    static final class LateMerge implements ClusterConfigurer {
        @Override
        public void hazelcast(Config config, int node) {
            config.setProperty("hazelcast.merge.first.run.delay.seconds", "35");
            // on a busy machine a node that is not paused would be silent for five
            config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        }

        @Override
        public void supervisor(DistributedSupervisorBuilder supervisor, int node) {
            // who gets no answer for so long goes on alone; on a busy machine answers have taken longer than the
            // default
            supervisor.lease(Duration.ofSeconds(8));
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
    void stopsItsChildrenWhenTheOthersHaveRemovedIt() {
        startAll();
        letNodesMeet();
        UUID before = memberId(0);
        cluster.pause(0);
        for (int i = 0; i < CHILDREN; i++) {
            cluster.awaitRunning("counter-" + i).notOn(0);
        }

        cluster.resume(0);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(cluster.supervisor(0).localChildren().keySet())
                                .isEmpty());
        // it may see the others as members still; a merge would have given it another id
        assertThat(memberId(0)).as("stopped before it was merged").isEqualTo(before);
    }

    @Test
    void goesOnWhenTheOthersAreGone() {
        startAll();
        cluster.kill(1);
        cluster.kill(2);

        for (int i = 0; i < CHILDREN; i++) {
            cluster.awaitRunning("counter-" + i).notOn(1);
        }
    }

    private UUID memberId(int node) {
        return cluster.node(node).hazelcast().getCluster().getLocalMember().getUuid();
    }

    /** Who has not been together with others for a moment has nobody to ask. */
    private void letNodesMeet() {
        await().during(Duration.ofSeconds(2))
                .until(() ->
                        cluster.node(0).hazelcast().getCluster().getMembers().size() == 3);
    }

    private void startAll() {
        IntStream.range(0, CHILDREN)
                .forEach(i -> cluster.supervisor(0)
                        .startChild(ChildSpec.of(CounterChild.class).name("counter-" + i)));
    }
}
