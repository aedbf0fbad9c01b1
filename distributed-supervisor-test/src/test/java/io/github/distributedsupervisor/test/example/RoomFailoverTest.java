package io.github.distributedsupervisor.test.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.test.RunningChild;
import io.github.distributedsupervisor.test.SupervisorCluster;
import io.github.distributedsupervisor.test.SupervisorClusterTest;
import org.junit.jupiter.api.Test;

// testing:plain
@SupervisorClusterTest(nodes = 3, childTypes = RoomChild.class)
class RoomFailoverTest {

    @Test
    void aRoomOutlivesItsNode(SupervisorCluster cluster) throws Exception {
        cluster.supervisor(0)
                .startChild(ChildSpec.of(RoomChild.class).name("room-1").args(50));
        RunningChild room = cluster.awaitRunning("room-1");

        cluster.kill(room.node());

        cluster.awaitRunning("room-1").notOn(room.node());
        assertThat(cluster.supervisor().child("room-1", Room.class).join("ann")).isEqualTo(1);
    }
    // testing:end

    // testing:partition
    @Test
    void aRoomIsOneAgainAfterAPartition(SupervisorCluster cluster) {
        cluster.supervisor(0)
                .startChild(ChildSpec.of(RoomChild.class).name("room-1").args(50));

        cluster.partition(0); // node 0 on one side, 1 and 2 on the other
        cluster.awaitSettled();
        cluster.heal();

        cluster.awaitSettled(); // what ran is judged after the test
    }
    // testing:end
}
