package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** A restart of all nodes, one after the other, moves children only away from the node that is restarted. */
class RollingRestartTest {

    private static final int COUNT = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConcurrentMap<String, Integer> moves = new ConcurrentHashMap<>();

    @Test
    void eachChildMovesOnlyWhenItsNodeIsRestarted() {
        try (TestCluster cluster = new TestCluster(builder -> builder.minResidency(Duration.ofMinutes(5))
                .listener(new SupervisorListener() {
                    @Override
                    public void childStarted(ChildId id, String type, StartReason reason) {
                        if (reason == StartReason.HANDOFF) {
                            moves.merge(id.name(), 1, Integer::sum);
                        }
                    }
                }))) {
            for (int i = 0; i < 3; i++) {
                cluster.add();
            }
            cluster.startCounters(COUNT);
            await().atMost(PATIENCE).until(cluster::settledWherePlaced);
            Map<String, Integer> expected = new HashMap<>(moves);

            for (int i = 0; i < 3; i++) {
                TestCluster.Node restarted = cluster.nodes.remove(0);
                restarted.supervisor().localChildren().keySet().forEach(name -> expected.merge(name, 1, Integer::sum));
                restarted.leave();
                cluster.add();
                await().atMost(PATIENCE).until(cluster::allRunning);
                // long enough for moves for balance, if there were any
                await().atMost(PATIENCE)
                        .during(Duration.ofSeconds(2))
                        .until(() -> moves.equals(expected) && cluster.allRunning());
            }
            assertThat(cluster.children()).hasSize(COUNT);
        }
    }
}
