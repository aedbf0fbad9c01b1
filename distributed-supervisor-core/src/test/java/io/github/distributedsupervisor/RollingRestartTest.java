package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** During a restart of all nodes, one after the other, a child that has moved moves again only when its node is restarted. */
class RollingRestartTest {

    private static final int COUNT = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConcurrentMap<String, Integer> moves = new ConcurrentHashMap<>();

    @Test
    void aChildThatHasMovedMovesAgainOnlyWhenItsNodeIsRestarted() {
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
            Map<String, Integer> allowed = new HashMap<>();
            for (String name : cluster.children().keySet()) {
                allowed.put(name, moves.getOrDefault(name, 1)); // who has not moved yet may once
            }
            for (int i = 0; i < 3; i++) {
                TestCluster.Node restarted = cluster.nodes.remove(0);
                for (String name : restarted.supervisor().localChildren().keySet()) {
                    allowed.put(name, moves.getOrDefault(name, 0) + 1);
                }
                restarted.leave();
                cluster.add();
                await().atMost(PATIENCE).until(cluster::allRunning);
                // long enough for moves for balance
                await().atMost(PATIENCE)
                        .during(Duration.ofSeconds(2))
                        .failFast(() -> assertThat(moves)
                                .allSatisfy((name, count) ->
                                        assertThat(count).as(name).isLessThanOrEqualTo(allowed.get(name))))
                        .until(cluster::allRunning);
            }
            assertThat(cluster.children()).hasSize(COUNT);
        }
    }
}
