package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.internal.messaging.Announcement;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.HazelcastTransport;
import io.github.distributedsupervisor.internal.messaging.Receiver;
import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What operators see and do while nodes come, go and fall silent. */
class OperationsOnChangingClusterTest {

    /** Always the same of the same candidates, whatever the partitions do. */
    private static final PlacementStrategy BY_HASH = request -> request.candidates()
            .get(Math.floorMod(request.name().hashCode(), request.candidates().size()))
            .id();

    @Test
    void whatIsSaidOfTheLossOfANodeHappens() {
        Map<String, String> failedOver = new ConcurrentHashMap<>();
        TestCluster cluster = new TestCluster(builder -> builder.placement(BY_HASH));
        try (cluster) {
            for (int i = 0; i < 3; i++) {
                cluster.add();
            }
            cluster.startCounters(30);
            await().until(cluster::settledWherePlaced);
            TestCluster.Node victim = cluster.nodes.get(2);
            SupervisorOperations operations = cluster.first().operations();
            for (String name : victim.supervisor().localChildren().keySet()) {
                PlacementExplanation explained = operations.explain(name).orElseThrow();
                assertThat(explained.reason()).isEqualTo(PlacementExplanation.Reason.STRATEGY);
                explained.ifLost().stream()
                        .filter(loss -> loss.lost().id().equals(victim.id()))
                        .forEach(loss -> failedOver.put(name, loss.then().id()));
            }
            assertThat(failedOver).isNotEmpty();

            victim.crash();
            cluster.nodes.remove(victim);

            await().untilAsserted(() -> {
                Map<String, ChildInfo> children = cluster.first().children();
                failedOver.forEach((name, node) -> assertThat(children.get(name))
                        .satisfies(info -> assertThat(info.status()).isEqualTo(ChildStatus.RUNNING))
                        .satisfies(info -> assertThat(info.node().id()).isEqualTo(node)));
            });
            victim.supervisor().close();
        }
    }

    @Test
    void drainsANodeFromAnotherButNeverTheLast() {
        TestCluster cluster = TestCluster.of(2);
        try (cluster) {
            cluster.startCounters(20);
            await().until(cluster::settledWherePlaced);
            DistributedSupervisor first = cluster.first();
            SupervisorNode other = first.nodes().stream()
                    .filter(node -> !node.local())
                    .findFirst()
                    .orElseThrow();
            assertThat(cluster.nodes.get(1).supervisor().localChildren()).isNotEmpty();

            first.operations().drain(other);

            await().untilAsserted(() -> {
                assertThat(first.localChildren()).hasSize(20);
                assertThat(cluster.nodes
                                .get(1)
                                .supervisor()
                                .operations()
                                .local()
                                .leaving())
                        .isTrue();
                assertThat(first.nodes()).hasSize(1);
            });
            SupervisorNode here = first.nodes().get(0);
            assertThatThrownBy(() -> first.operations().drain(here))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("no other node");
            assertThat(first.operations().local().leaving()).isFalse();
            assertThatThrownBy(() -> first.operations().drain(other)).isInstanceOf(NodeUnavailableException.class);
        }
    }

    @Test
    void saysWhichNodeDoesNotAnswer() {
        TestCluster cluster = TestCluster.of(2);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(TestCluster.config(cluster.name()));
        try (cluster) {
            String id = member.getCluster().getLocalMember().getUuid().toString();
            SilentNode silent = new SilentNode(id);
            new HazelcastTransport(member, "default", new ForbiddenCodec(), SizeLimits.NONE).attach(silent);
            DistributedSupervisor first = cluster.first();
            await().until(() -> first.nodes().size() == 3);
            ChildPage page = first.operations().children(ChildQuery.ALL);
            SupervisorOverview overview = first.operations().overview();

            assertThat(page.unreachable()).containsExactly("silent");
            assertThat(overview.unreachable()).containsExactly("silent");
            assertThat(overview.nodes().values()).containsExactlyInAnyOrder(0L, 0L, -1L);
            assertThat(silent.asked).contains(Control.Kind.LIST, Control.Kind.COUNT);
        } finally {
            member.getLifecycleService().terminate();
        }
    }

    /** Says that it takes children, and nothing else. */
    private record SilentNode(String id, Queue<Control.Kind> asked) implements Receiver {

        SilentNode(String id) {
            this(id, new ConcurrentLinkedQueue<>());
        }

        @Override
        public void deliver(Envelope envelope, Consumer<Reply> replyTo) {}

        @Override
        public void control(Control request, Consumer<ControlReply> replyTo) {
            asked.add(request.kind());
            Announcement announcement = request.announcement();
            if (announcement != null && request.kind() == Control.Kind.ANNOUNCE) {
                replyTo.accept(ControlReply.announced(
                        new Announcement(id, "silent", NodeState.READY, 0, announcement.settings(), 1, Electors.NONE)));
            }
        }
    }

    private static final class ForbiddenCodec implements MessageCodec {
        @Override
        public byte[] encode(Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object decode(byte[] bytes) {
            throw new UnsupportedOperationException();
        }
    }
}
