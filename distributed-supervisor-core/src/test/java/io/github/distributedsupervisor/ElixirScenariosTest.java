package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tests of the Elixir library expect and no other test here shows. */
class ElixirScenariosTest {

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startThreeNodes() {
        cluster = TestCluster.of(3);
        supervisor = cluster.first();
        await().until(() -> cluster.nodes.stream()
                .allMatch(node -> node.supervisor().nodes().size() == 3));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void checksTheNameAndTheNodesOfASupervisor() {
        HazelcastInstance hazelcast = cluster.nodes.get(0).hazelcast();
        DistributedSupervisorBuilder builder = DistributedSupervisor.builder(hazelcast);
        assertThatThrownBy(() -> builder.name("no name")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.nodes("a", " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTwoSupervisorsOfOneMemberApart() {
        HazelcastInstance hazelcast = cluster.nodes.get(0).hazelcast();
        try (DistributedSupervisor other = DistributedSupervisor.builder(hazelcast)
                .name("other")
                .childType(CounterChild.class)
                .build()) {
            supervisor.startChild(ChildSpec.of(CounterChild.class).name("both"));
            supervisor.call("both", "increment");
            assertThat(other.whereis("both")).isEmpty();

            other.startChild(ChildSpec.of(CounterChild.class).name("both"));
            assertThat(other.<Long>call("both", "increment")).isEqualTo(1);
            assertThat(other.nodes()).hasSize(1);
            assertThat(other.name()).isEqualTo("other");
        }
        assertThat(supervisor.<Long>call("both", "increment")).isEqualTo(2);
    }

    @Test
    void takesATypeAClassArgumentsOrAFullSpec() {
        assertThat(supervisor.startChild(FragileChild.class).<String>call("a")).isEqualTo("a!");
        assertThat(supervisor.startChild(ChildSpec.of("fragile")).<String>call("b"))
                .isEqualTo("b!");
        assertThat(supervisor
                        .startChild(ChildSpec.of(FragileChild.class).args(""))
                        .<String>call("c"))
                .isEqualTo("c!");
        ChildSpec full = ChildSpec.of(FragileChild.class)
                .name("full")
                .args("")
                .restart(Restart.TRANSIENT)
                .shutdown(Shutdown.timeout(Duration.ofSeconds(2)))
                .intensity(3, Duration.ofSeconds(5))
                .preferredNode("nowhere")
                .passivateAfter(Duration.ofHours(1));
        assertThat(supervisor.startChild(full).<String>call("d")).isEqualTo("d!");
        ChildInfo info = supervisor.whereis("full").orElseThrow();
        assertThat(info.type()).isEqualTo("fragile");
        assertThat(info.restart()).isEqualTo(Restart.TRANSIENT);
        assertThat(info.pin()).isEqualTo(new NodePin("nowhere", false));
    }

    @Test
    void refusesAnInvalidSpec() {
        assertThatThrownBy(() -> ChildSpec.of(" ")).isInstanceOf(IllegalArgumentException.class);
        ChildSpec spec = ChildSpec.of("fragile");
        assertThatThrownBy(() -> spec.name("no name")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.intensity(-1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.intensity(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.requiredNode("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.passivateAfter(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.shutdown(Shutdown.timeout(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervisor.startChild(spec.args(1, 2, 3)))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("constructor");
    }

    @Test
    void listsANamedAndAnUnnamedChildFromEachNode() {
        ChildRef named = supervisor.startChild(ChildSpec.of(CounterChild.class).name("named"));
        ChildRef unnamed = supervisor.startChild(CounterChild.class);
        for (TestCluster.Node node : cluster.nodes) {
            assertThat(node.supervisor().children()).containsKeys(named.name(), unnamed.name());
            assertThat(node.supervisor().ref(unnamed.name()).<Long>call("increment"))
                    .isPositive();
        }
        assertThat(UUID.fromString(unnamed.name())).isNotNull();
    }

    @Test
    void listsAllChildrenOnANodeThatJoinedLater() {
        try (TestCluster growing = TestCluster.of(1)) {
            growing.startCounters(20);
            DistributedSupervisor late = growing.add().supervisor();
            assertThat(late.children()).hasSize(20);
            ChildId id = late.whereis("counter-3").orElseThrow().id();
            await().untilAsserted(() -> assertThat(
                            late.whois(late.whereis("counter-3").orElseThrow().id()))
                    .isPresent());
            assertThat(id.name()).isEqualTo("counter-3");
        }
    }

    @Test
    void agreesOnEachNodeWhereANameBelongs() {
        for (int i = 0; i < 50; i++) {
            String name = "key-" + i;
            List<String> answers = cluster.nodes.stream()
                    .map(node -> node.supervisor().nodeFor(name).orElseThrow().id())
                    .distinct()
                    .toList();
            assertThat(answers).hasSize(1);
            assertThat(cluster.nodes.stream().filter(node -> node.supervisor().isMine(name)))
                    .extracting(TestCluster.Node::id)
                    .containsExactlyElementsOf(answers);
        }
    }

    @Test
    void knowsWhichChildrenAreLocal() {
        for (int i = 0; i < 30; i++) {
            supervisor.startChild(ChildSpec.of(CounterChild.class).name("local-" + i));
        }
        await().until(cluster::settledWherePlaced);
        for (TestCluster.Node node : cluster.nodes) {
            Map<String, ChildInfo> local = node.supervisor().localChildren();
            assertThat(local).isNotEmpty();
            assertThat(local.values())
                    .allMatch(child -> child.node() != null && child.node().local());
        }
    }

    @Test
    void keepsARunningChildAliveAfterACallThatTimedOut() {
        ChildRef sleeper =
                supervisor.startChild(ChildSpec.of(SleepingChild.class).name("slow"));
        long before = supervisor.whereis("slow").orElseThrow().incarnation();
        assertThatThrownBy(() -> sleeper.call(2_000L, Duration.ofMillis(500)))
                .isInstanceOf(ChildCallTimeoutException.class);
        assertThat(supervisor.whereis("slow").orElseThrow().incarnation()).isEqualTo(before);
    }
}
