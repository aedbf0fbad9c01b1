package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A child that takes its node with it costs two nodes and no more. */
class HostKillerTest {

    private static final int COUNT = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Queue<String> killed = new ConcurrentLinkedQueue<>();
    private final Queue<String> quarantined = new ConcurrentLinkedQueue<>();
    private TestCluster cluster;

    @AfterEach
    void stop() {
        HostKillerChild.kill = node -> {};
        cluster.close();
    }

    private void startFourNodesAndCounters() {
        cluster = new TestCluster(builder -> builder.childType(HostKillerChild.class)
                .listener(new SupervisorListener() {
                    @Override
                    public void childQuarantined(ChildId id, String type, List<ChildFailure> failures) {
                        quarantined.add(id.name());
                    }
                }));
        for (int i = 0; i < 4; i++) {
            cluster.add();
        }
        List<TestCluster.Node> all = List.copyOf(cluster.nodes);
        HostKillerChild.kill = id -> {
            killed.add(id);
            for (TestCluster.Node node : all) {
                if (isCalled(node, id)) {
                    node.crash();
                }
            }
        };
        cluster.startCounters(COUNT);
        await().atMost(PATIENCE).until(cluster::settledWherePlaced);
    }

    /** The counters run well: they are no suspects. */
    private void awaitOldCounters() {
        await().atMost(PATIENCE).until(cluster::allRunWell);
    }

    private static boolean isCalled(TestCluster.Node node, String id) {
        return node.hazelcast().getLifecycleService().isRunning() && node.id().equals(id);
    }

    private List<TestCluster.Node> alive() {
        return cluster.nodes.stream()
                .filter(node -> node.hazelcast().getLifecycleService().isRunning())
                .toList();
    }

    private DistributedSupervisor survivor() {
        return alive().get(0).supervisor();
    }

    private Optional<ChildInfo> find(String name) {
        return survivor().whereis(name);
    }

    private void assertThatTwoNodesAreLostAndAllOthersRun(String killer, int others) {
        await().atMost(PATIENCE)
                .until(() -> find(killer).map(ChildInfo::status).orElse(null) == ChildStatus.QUARANTINED);
        assertThat(alive()).hasSize(2);
        List<String> nodes = alive().stream().map(TestCluster.Node::id).toList();
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, ChildInfo> children = survivor().children();
            children.remove(killer);
            assertThat(children).hasSize(others).allSatisfy((name, child) -> {
                assertThat(child.status()).isEqualTo(ChildStatus.RUNNING);
                assertThat(child.node().id()).isIn(nodes);
            });
        });
        assertThat(killed).hasSize(2);
        assertThat(alive()).hasSize(2);
        ChildInfo found = find(killer).orElseThrow();
        assertThat(found.status()).isEqualTo(ChildStatus.QUARANTINED);
        assertThat(found.node()).isNull();
        assertThat(found.failures()).extracting(ChildFailure::type).containsOnly("node lost");
        ChildFailure last = found.failures().get(found.failures().size() - 1);
        assertThat(last.message()).contains("2 nodes died", "no other child");
        await().until(() -> quarantined.contains(killer));
    }

    @Test
    void aChildThatKillsItsNodeRightAfterItsStartIsQuarantinedAfterTwoNodes() {
        startFourNodesAndCounters();
        awaitOldCounters();
        startKiller(600); // within two seconds, also on a slow machine

        assertThatTwoNodesAreLostAndAllOthersRun("killer", COUNT);
    }

    @Test
    void aChildThatKillsItsNodeInItsStartStandsOutOfAWaveOfStarts() {
        startFourNodesAndCounters();
        startKiller(0);

        assertThatTwoNodesAreLostAndAllOthersRun("killer", COUNT);
    }

    private void startKiller(long afterMillis) {
        HostKillerChild.afterMillis = afterMillis;
        survivor().startChildAsync(ChildSpec.of(HostKillerChild.class).name("killer"));
    }

    @Test
    void childrenThatWereJustStartedBesideItAreNotBlamed() {
        startFourNodesAndCounters();
        awaitOldCounters();
        SupervisorNode victim = cluster.nodes.get(3).supervisor().nodes().stream()
                .filter(SupervisorNode::local)
                .findFirst()
                .orElseThrow();
        List<ChildSpec> specs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            specs.add(ChildSpec.of(CounterChild.class).name("beside-" + i).preferredNode(victim.address()));
        }
        cluster.first().startChildren(specs);
        HostKillerChild.afterMillis = 0;
        cluster.first()
                .startChildAsync(
                        ChildSpec.of(HostKillerChild.class).name("killer").preferredNode(victim.address()));

        assertThatTwoNodesAreLostAndAllOthersRun("killer", COUNT + 4);
        Map<String, ChildInfo> beside = survivor().children().entrySet().stream()
                .filter(each -> each.getKey().startsWith("beside-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        // they were under suspicion, and started all the same
        assertThat(beside.values())
                .allSatisfy(child -> assertThat(child.failures())
                        .extracting(ChildFailure::type)
                        .contains("node lost"));
    }

    @Test
    void aNodeThatIsKilledLeavesNoSuspicionOnChildrenThatRanWell() {
        startFourNodesAndCounters();
        awaitOldCounters();
        cluster.nodes.remove(1).crash();
        await().atMost(PATIENCE).until(cluster::allRunning);

        assertThat(cluster.children().values())
                .allSatisfy(child -> assertThat(child.failures()).isEmpty());
    }

    @Test
    void aReleasedKillerThatIsHealedRunsAgain() {
        startFourNodesAndCounters();
        awaitOldCounters();
        startKiller(0);
        assertThatTwoNodesAreLostAndAllOthersRun("killer", COUNT);

        HostKillerChild.kill = node -> {};
        assertThat(survivor().releaseFromQuarantine("killer")).isTrue();
        await().until(() -> find("killer").orElseThrow().status() == ChildStatus.RUNNING);
        assertThat(killed).hasSize(2);
    }
}
