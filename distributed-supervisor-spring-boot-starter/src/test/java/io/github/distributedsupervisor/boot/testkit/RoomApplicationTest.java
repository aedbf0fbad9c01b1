package io.github.distributedsupervisor.boot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.test.RunningChild;
import io.github.distributedsupervisor.test.SupervisorCluster;
import io.github.distributedsupervisor.test.SupervisorClusterTest;
import org.junit.jupiter.api.Test;

// testing:spring
@SupervisorClusterTest(nodes = 2)
class RoomApplicationTest {

    @Test
    void aRoomOutlivesItsNode(SupervisorCluster cluster) {
        cluster.supervisor(0).startChild(ChildSpec.of("room").name("room-1"));
        RunningChild room = cluster.awaitRunning("room-1");

        cluster.kill(room.node());

        RunningChild after = cluster.awaitRunning("room-1").notOn(room.node());
        DistributedSupervisor supervisor =
                cluster.node(after.node()).applicationContext().getBean(DistributedSupervisor.class);
        assertThat(supervisor.<String>call("room-1", "where")).isEqualTo("node-" + after.node());
    }
    // testing:end

    @Test
    void aRoomMovesWhenItsApplicationStops(SupervisorCluster cluster) {
        cluster.supervisor(0).startChild(ChildSpec.of("room").name("room-1"));
        int node = cluster.awaitRunning("room-1").node();

        cluster.stop(node);

        cluster.awaitRunning("room-1").notOn(node);
        cluster.start(node);
        cluster.awaitSettled();
    }
}
