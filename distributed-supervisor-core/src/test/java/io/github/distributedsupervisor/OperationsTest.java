package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see and do, on three nodes. */
class OperationsTest {

    private static final List<String> NAMES =
            IntStream.range(0, 30).mapToObj(i -> "counter-%02d".formatted(i)).toList();

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;
    private static SupervisorOperations operations;

    @BeforeAll
    static void startChildrenOnThreeNodes() {
        cluster = TestCluster.of(3);
        supervisor = cluster.first();
        operations = supervisor.operations();
        NAMES.forEach(
                name -> supervisor.startChild(ChildSpec.of(CounterChild.class).name(name)));
        await().until(() -> cluster.settledWherePlaced()
                && cluster.nodes.stream()
                        .noneMatch(node -> node.supervisor().localChildren().isEmpty()));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static List<String> namesOf(ChildPage page) {
        return page.items().stream().map(ChildInfo::name).toList();
    }

    private static ChildQuery counters() {
        return ChildQuery.ALL.prefix("counter-");
    }

    @Test
    void pagesThroughTheChildrenOfAllNodesInOrder() {
        List<String> seen = new ArrayList<>();
        ChildQuery query = counters().limit(7);
        ChildPage page;
        do {
            page = operations.children(query);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(7);
            assertThat(page.total()).isEqualTo(30);
            assertThat(page.unreachable()).isEmpty();
            seen.addAll(namesOf(page));
            query = query.after(page.after());
        } while (page.after() != null);
        assertThat(seen).isEqualTo(NAMES);
    }

    @Test
    void showsEachChildAsItsRecordDoes() {
        ChildInfo listed = operations.children(counters().limit(1)).items().get(0);
        assertThat(listed).isEqualTo(supervisor.whereis("counter-00").orElseThrow());
    }

    @Test
    void filtersByNameTypeStatusAndNode() {
        supervisor.startChild(ChildSpec.of(FragileChild.class).name("filtered"));
        SupervisorNode there = supervisor.whereis("counter-05").orElseThrow().node();
        assertThat(namesOf(operations.children(counters().contains("-1")))).isEqualTo(NAMES.subList(10, 20));
        assertThat(namesOf(operations.children(ChildQuery.ALL.type("fragile").prefix("filt"))))
                .containsExactly("filtered");
        assertThat(operations.children(counters().type("fragile")).total()).isZero();
        assertThat(operations.children(counters().status(ChildStatus.PASSIVE)).items())
                .isEmpty();
        assertThat(namesOf(operations.children(counters().status(ChildStatus.RUNNING))))
                .isEqualTo(NAMES);
        for (String node : List.of(there.id(), there.name(), there.address())) {
            ChildPage page = operations.children(counters().node(node));
            assertThat(page.items()).extracting(info -> info.node().id()).containsOnly(there.id());
            assertThat(namesOf(page)).contains("counter-05").hasSize((int) page.total());
        }
        supervisor.terminateChild("filtered");
        assertThat(operations.children(ChildQuery.ALL.prefix("filtered")).items())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoQuery() {
        assertThatIllegalArgumentException().isThrownBy(() -> counters().limit(0));
        assertThatIllegalArgumentException().isThrownBy(() -> counters().limit(ChildQuery.LARGEST_LIMIT + 1));
        for (String after : List.of("counter-05", "!", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> operations.children(counters().after(after)));
        }
        assertThatThrownBy(() -> operations.children(counters().node("nowhere")))
                .isInstanceOf(NodeUnavailableException.class);
    }

    @Test
    void countsWhatEachNodeHostsAndWhatRunsNowhere() {
        supervisor.startChild(ChildSpec.of(LedgerChild.class).name("dozer").passivateAfter(Duration.ofMillis(1)));
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("looper").intensity(0, Duration.ofMinutes(1)));
        assertThatThrownBy(() -> supervisor.call("looper", "crash")).isInstanceOf(ChildInvocationException.class);

        await().untilAsserted(() -> {
            ChildCounts counts = operations.overview().children();
            assertThat(counts.of(ChildStatus.PASSIVE)).isEqualTo(1);
            assertThat(counts.of(ChildStatus.QUARANTINED)).isEqualTo(1);
            assertThat(counts.byType().get("counter"))
                    .isEqualTo(Map.of(ChildStatus.RUNNING, 30L, ChildStatus.QUARANTINED, 1L));
        });
        SupervisorOverview overview = operations.overview();
        assertThat(overview.unreachable()).isEmpty();
        assertThat(overview.nodes().keySet()).isEqualTo(Set.copyOf(supervisor.nodes()));
        cluster.nodes.forEach(node -> assertThat(overview.nodes().entrySet()).anySatisfy(each -> {
            assertThat(each.getKey().id()).isEqualTo(node.id());
            assertThat(each.getValue())
                    .isEqualTo(node.supervisor().localChildren().size());
        }));
        assertThat(namesOf(operations.children(ChildQuery.ALL.status(ChildStatus.QUARANTINED))))
                .containsExactly("looper");
        ChildReport looper = operations.child("looper").orElseThrow();
        assertThat(looper.restartsInWindow()).isEqualTo(1);
        assertThat(looper.mailbox()).isNull();
        assertThat(looper.info().failures()).hasSize(1);
        supervisor.terminateChild("looper");
        supervisor.terminateChild("dozer");
        await().until(() -> operations.overview().children().total() == 30);
    }

    @Test
    void tellsWhatWaitsForAChild() {
        SleepingChild.entered = new CountDownLatch(1);
        supervisor.startChild(
                ChildSpec.of(SleepingChild.class).name("busy").shutdown(Shutdown.timeout(Duration.ofMillis(10))));
        CompletableFuture<Object> first = supervisor.callAsync("busy", "sleep");
        await().until(() -> SleepingChild.entered.getCount() == 0);
        supervisor.cast("busy", "waits");
        supervisor.cast("busy", "waits too");

        for (TestCluster.Node node : cluster.nodes) {
            await().untilAsserted(() -> {
                ChildReport.MailboxReport mailbox = node.supervisor()
                        .operations()
                        .child("busy")
                        .orElseThrow()
                        .mailbox();
                assertThat(mailbox.size()).isEqualTo(2);
                assertThat(mailbox.capacity()).isEqualTo(DistributedSupervisorBuilder.DEFAULT_MAILBOX_CAPACITY);
                assertThat(mailbox.oldest()).isPositive();
            });
        }
        long waiting = cluster.nodes.stream()
                .mapToLong(node ->
                        node.supervisor().operations().local().waitingMessages().getOrDefault("sleeping", 0L))
                .sum();
        assertThat(waiting).isEqualTo(2);
        supervisor.terminateChild("busy");
        await().until(first::isCompletedExceptionally);
    }

    @Test
    void restartsAChildWithItsStateAndHoldsItAgainstItNot() {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("restarted"));
        supervisor.call("restarted", "increment");
        ChildInfo before = supervisor.whereis("restarted").orElseThrow();

        assertThat(operations.restart("restarted")).isTrue();

        assertThat(supervisor.<Long>call("restarted", "get")).isEqualTo(1);
        assertThat(supervisor.<Long>call("restarted", "incarnation")).isGreaterThan(before.incarnation());
        ChildInfo after = supervisor.whereis("restarted").orElseThrow();
        assertThat(after.node()).isEqualTo(before.node());
        assertThat(after.restarts()).isZero();
        assertThat(CounterChild.EVER_TWO).doesNotContain("restarted");
        supervisor.terminateChild("restarted");
        assertThat(operations.restart("restarted")).isFalse();
    }

    @Test
    void restartInterruptsAChildThatDoesNotComeToItsEnd() {
        SleepingChild.entered = new CountDownLatch(1);
        supervisor.startChild(
                ChildSpec.of(SleepingChild.class).name("stuck").shutdown(Shutdown.timeout(Duration.ofMillis(50))));
        long before = supervisor.whereis("stuck").orElseThrow().incarnation();
        supervisor.callAsync("stuck", "sleep");
        await().until(() -> SleepingChild.entered.getCount() == 0);

        assertThat(operations.restart("stuck")).isTrue();

        await().until(() -> supervisor
                .whereis("stuck")
                .filter(info -> info.status() == ChildStatus.RUNNING && info.incarnation() > before)
                .isPresent());
        supervisor.terminateChild("stuck");
    }

    @Test
    void aMovedChildStaysWhereItWasSentUntilItsPinIsTaken() {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("moved"));
        supervisor.call("moved", "increment");
        SupervisorNode home = supervisor.whereis("moved").orElseThrow().node();
        SupervisorNode target = supervisor.nodes().stream()
                .filter(node -> !node.id().equals(home.id()))
                .findFirst()
                .orElseThrow();

        assertThat(operations.move("moved", target)).isTrue();

        await().until(() -> runsOn("moved", target));
        await().during(Duration.ofMillis(1_500)).until(() -> runsOn("moved", target));
        assertThat(supervisor.<Long>call("moved", "get")).isEqualTo(1);
        PlacementExplanation pinned = operations.explain("moved").orElseThrow();
        assertThat(pinned.reason()).isEqualTo(PlacementExplanation.Reason.PINNED);
        assertThat(pinned.pin()).isEqualTo(new NodePin(target.name(), false));

        assertThat(operations.unpin("moved")).isTrue();
        await().until(() -> runsOn("moved", home));
        supervisor.terminateChild("moved");
        assertThat(operations.move("moved", target)).isFalse();
        SupervisorNode gone = new SupervisorNode("gone", "gone", "gone:1", false, false);
        assertThatThrownBy(() -> operations.move("counter-00", gone)).isInstanceOf(NodeUnavailableException.class);
    }

    private static boolean runsOn(String name, SupervisorNode node) {
        return supervisor
                .whereis(name)
                .filter(info -> info.status() == ChildStatus.RUNNING
                        && info.node() != null
                        && info.node().id().equals(node.id()))
                .isPresent();
    }

    @Test
    void aSleepingChildThatIsMovedWakesOnItsNewNode() {
        supervisor.startChild(ChildSpec.of(LedgerChild.class).name("mover").passivateAfter(Duration.ofSeconds(1)));
        await().until(() -> supervisor.whereis("mover").orElseThrow().status() == ChildStatus.PASSIVE);
        SupervisorNode target = supervisor.nodes().stream()
                .filter(node -> !node.id()
                        .equals(supervisor.nodeFor("mover").orElseThrow().id()))
                .findFirst()
                .orElseThrow();

        assertThat(operations.move("mover", target)).isTrue();
        supervisor.cast("mover", "wake");

        await().until(() -> runsOn("mover", target));
        supervisor.terminateChild("mover");
    }

    @Test
    void explainsAsThePlacementDecides() {
        for (String name : NAMES) {
            PlacementExplanation explained = operations.explain(name).orElseThrow();
            assertThat(explained.belongs()).isEqualTo(supervisor.nodeFor(name).orElseThrow());
            assertThat(explained.node())
                    .isEqualTo(supervisor.whereis(name).orElseThrow().node());
            assertThat(explained.reason()).isEqualTo(PlacementExplanation.Reason.PARTITION_OWNER);
            assertThat(explained.coordinator()).isEqualTo(explained.belongs());
            assertThat(explained.ifLost()).hasSize(3).allSatisfy(loss -> {
                boolean ofHost = loss.lost().equals(explained.node());
                assertThat(loss.moves()).isEqualTo(ofHost);
                assertThat(loss.then().equals(explained.node())).isEqualTo(!ofHost);
            });
        }
        assertThat(operations.explain("nobody")).isEmpty();
    }
}
