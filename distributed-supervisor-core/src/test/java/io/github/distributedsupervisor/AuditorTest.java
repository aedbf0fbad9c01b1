package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.internal.cluster.Faults;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node whose own repair hangs: the others see what is wrong there. */
class AuditorTest {

    private static final int COUNT = 30;
    private static final AuditReport NOTHING = new AuditReport(0, 0, 0);

    /** Its {@code onStop} lasts until it is let go. */
    @SupervisedChild("lingering")
    public static class LingeringChild implements Child {

        static volatile CountDownLatch letGo = new CountDownLatch(0);

        @Override
        public Object onCall(Object message) {
            return message;
        }

        @Override
        public void onStop(StopReason reason) throws Exception {
            if (reason == StopReason.SUPERSEDED) {
                letGo.await();
            }
        }
    }

    /** Says what the default says, but on one node only when it may. */
    private static final class HangingPlacement implements PlacementStrategy {

        private final AtomicBoolean hang = new AtomicBoolean();
        private volatile boolean hangs;

        @Override
        public String choose(Request request) {
            while (hang.get() && Thread.currentThread().getName().contains("reconcile")) {
                hangs = true;
                Thread.onSpinWait();
            }
            hangs = false;
            String owner = request.owner();
            return owner != null ? owner : request.candidates().get(0).id();
        }
    }

    private Duration sweep = Duration.ofMillis(200);
    private HangingPlacement placement = new HangingPlacement();
    private final TestCluster cluster = new TestCluster(builder -> {
        placement = new HangingPlacement();
        return builder.childType(LingeringChild.class).placement(placement).sweepInterval(sweep);
    });
    private TestCluster.Node first;
    private TestCluster.Node second;

    @AfterEach
    void stop() {
        placement.hang.set(false);
        LingeringChild.letGo.countDown();
        cluster.close();
    }

    private void startTwoNodes() {
        first = cluster.add();
        second = cluster.add(); // whose placement may hang
        await().until(cluster::partitionsSpread); // a child that moves for long looks missing
        cluster.startCounters(COUNT);
        await().until(() -> cluster.settledWherePlaced());
    }

    /** A child that the first node decides about and the given one runs. */
    private String start(TestCluster.Node host) {
        String name = TestCluster.nameWhere("special-", first.supervisor()::isMine);
        String address = host.supervisor().nodes().stream()
                .filter(SupervisorNode::local)
                .findFirst()
                .orElseThrow()
                .address();
        first.supervisor()
                .startChild(ChildSpec.of(LingeringChild.class).name(name).requiredNode(address));
        assertThat(find(name).node().id()).isEqualTo(host.id());
        return name;
    }

    private ChildInfo find(String name) {
        return first.supervisor().whereis(name).orElseThrow();
    }

    private AuditReport audit(TestCluster.Node node) {
        return node.supervisor().statistics().audit();
    }

    private void hang() {
        placement.hang.set(true);
        await().until(() -> placement.hangs);
    }

    @Test
    void aMissingChildIsCountedAndRepaired() {
        startTwoNodes();
        String name = start(second);
        long before = find(name).incarnation();
        hang();
        Faults.lose(second.supervisor(), name);

        await().until(() -> audit(first).missing() == 1);
        placement.hang.set(false);

        await().until(() -> find(name).incarnation() > before && find(name).status() == ChildStatus.RUNNING);
        assertThat(first.supervisor().<String>call(name, "hello")).isEqualTo("hello");
        assertThat(audit(first)).isEqualTo(new AuditReport(1, 0, 0));
        assertThat(audit(second)).isEqualTo(NOTHING);
    }

    @Test
    void aDuplicateIsCountedAndRepaired() {
        startTwoNodes();
        String name = start(first);
        long before = find(name).incarnation();
        LingeringChild.letGo = new CountDownLatch(1);
        Faults.duplicate(first.supervisor(), second.supervisor(), name);

        await().until(() -> audit(first).duplicate() == 1);
        assertThat(second.supervisor().localChildren()).containsKey(name);
        LingeringChild.letGo.countDown();

        await().until(() -> !second.supervisor().localChildren().containsKey(name));
        assertThat(find(name).incarnation()).isEqualTo(before);
        assertThat(find(name).node().id()).isEqualTo(first.id());
        assertThat(audit(first)).isEqualTo(new AuditReport(0, 1, 0));
        assertThat(audit(second)).isEqualTo(NOTHING);
    }

    @Test
    void anOrphanIsCountedAndRepaired() {
        startTwoNodes();
        String known = start(second);
        String orphan = TestCluster.nameWhere("orphan-", first.supervisor()::isMine);
        LingeringChild.letGo = new CountDownLatch(1);
        Faults.orphan(second.supervisor(), known, orphan);

        await().until(() -> audit(first).orphan() == 1);
        LingeringChild.letGo.countDown();

        await().until(() -> !second.supervisor().localChildren().containsKey(orphan));
        assertThat(first.supervisor().whereis(orphan)).isEmpty();
        assertThat(audit(first)).isEqualTo(new AuditReport(0, 0, 1));
        assertThat(audit(second)).isEqualTo(NOTHING);
    }

    @Test
    void nothingIsCountedWhileNodesComeAndGo() {
        sweep = Duration.ofSeconds(1); // a write to the grid can take as long as three short ones
        startTwoNodes();
        TestCluster.Node third = cluster.add();
        await().until(cluster::settledWherePlaced);
        cluster.nodes.remove(third);
        third.leave();
        await().until(cluster::settledWherePlaced);

        await().during(Duration.ofSeconds(1))
                .until(() -> audit(first).equals(NOTHING) && audit(second).equals(NOTHING));
    }
}
