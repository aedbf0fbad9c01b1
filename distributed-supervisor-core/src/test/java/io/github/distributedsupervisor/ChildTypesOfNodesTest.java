package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.PlacementExplanation.Reason;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a rolling deployment one of three nodes has a new type: its children run there only. */
class ChildTypesOfNodesTest {

    /** Known to some nodes only. */
    public static class NovelChild implements Child {
        @Override
        public Object onCall(Object message) {
            return message;
        }
    }

    private static final int COUNT = 20;
    private static final ChildSpec NOVEL = ChildSpec.of("novel");

    private final Queue<String> starts = new ConcurrentLinkedQueue<>();
    private PlacementStrategy strategy = PlacementStrategy.partitionOwner();
    private boolean novel;
    private final TestCluster cluster = new TestCluster(this::customize);

    private DistributedSupervisorBuilder customize(DistributedSupervisorBuilder builder) {
        builder.placement(strategy).listener(new SupervisorListener() {
            @Override
            public void childStarted(ChildId id, String type, StartReason reason) {
                starts.add(id.name());
            }
        });
        return novel ? builder.childType("novel", arguments -> new NovelChild()).onDemand(NOVEL) : builder;
    }

    private TestCluster.Node add(boolean withType) {
        novel = withType;
        return cluster.add();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private ChildInfo find(int i) {
        return cluster.first().whereis("novel-" + i).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void childrenRunOnlyWhereTheirTypeIsKnown(boolean byLoad) {
        strategy = byLoad ? PlacementStrategy.leastLoaded() : PlacementStrategy.partitionOwner();
        add(false);
        add(false);
        TestCluster.Node able = add(true);
        for (int i = 0; i < COUNT; i++) {
            cluster.first().startChild(NOVEL.name("novel-" + i));
        }
        cluster.startCounters(COUNT);
        await().until(() -> cluster.allRunning());

        for (int i = 0; i < COUNT; i++) {
            assertThat(find(i).node().id()).isEqualTo(able.id());
            assertThat(cluster.first().<String>call("novel-" + i, "hello")).isEqualTo("hello");
        }
        if (!byLoad) {
            String name =
                    TestCluster.nameWhere("novel-", each -> !able.supervisor().isMine(each));
            PlacementExplanation explained =
                    cluster.first().operations().explain(name).orElseThrow();
            assertThat(explained.reason()).isEqualTo(Reason.TYPE_ELSEWHERE);
            assertThat(explained.belongs().id()).isEqualTo(able.id());
        }
    }

    @Test
    void childrenOfALostNodeWaitForAnotherThatKnowsTheirTypeAndTryNoOther() {
        add(false);
        add(false);
        TestCluster.Node able = add(true);
        for (int i = 0; i < COUNT; i++) {
            cluster.first().startChild(NOVEL.name("novel-" + i));
        }
        long before = find(0).incarnation();
        await().until(() -> starts.size() == COUNT);
        cluster.nodes.remove(able);
        able.crash();

        await().until(() ->
                cluster.children().values().stream().allMatch(child -> child.status() == ChildStatus.WAITING));
        assertThat(cluster.first().operations().explain("novel-0").orElseThrow().reason())
                .isEqualTo(Reason.TYPE_NOWHERE);
        assertThatThrownBy(() -> cluster.first().startChild(NOVEL.name("late")))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("novel")
                .hasMessageContaining(cluster.first().nodes().get(0).name());
        assertThat(find(0).incarnation()).isEqualTo(before);
        assertThat(starts).hasSize(COUNT);

        TestCluster.Node again = add(true);
        await().until(cluster::allRunning);
        assertThat(cluster.children()).hasSize(COUNT);
        assertThat(find(0).node().id()).isEqualTo(again.id());
        assertThat(find(0).restarts()).isZero();
        await().until(() -> starts.size() == 2 * COUNT);
    }

    @Test
    void aNodeWithoutTheTypeIsRefusedAndAPinToItNotFollowed() {
        TestCluster.Node unable = add(false);
        TestCluster.Node able = add(true);
        SupervisorNode there = able.supervisor().nodes().stream()
                .filter(node -> node.id().equals(unable.id()))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> cluster.first().startChild(NOVEL.name("novel-0"), there))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("novel");

        cluster.first().startChild(NOVEL.name("novel-0").preferredNode(there.address()));
        assertThat(find(0).node().id()).isEqualTo(able.id());
        assertThatThrownBy(() -> cluster.first().operations().move("novel-0", there))
                .isInstanceOf(NodeUnavailableException.class);
        assertThat(find(0).node().id()).isEqualTo(able.id());
    }

    @Test
    void aMessageOfANodeThatKnowsTheTypeStartsAChildThatAnotherNodeDecidesAbout() {
        TestCluster.Node unable = add(false);
        TestCluster.Node able = add(true);
        String name =
                TestCluster.nameWhere("novel:", each -> unable.supervisor().isMine(each));

        assertThat(able.supervisor().<String>call(name, "hello")).isEqualTo("hello");
        assertThat(unable.supervisor().<String>call(name, "hello")).isEqualTo("hello");
    }
}
