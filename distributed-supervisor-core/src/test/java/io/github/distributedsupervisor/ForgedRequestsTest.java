package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.HazelcastTransport;
import io.github.distributedsupervisor.internal.runtime.PlainCodec;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node makes of requests that say something else than the record of the child. */
class ForgedRequestsTest {

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;
    private static HazelcastTransport forger;

    @BeforeAll
    static void startTwoNodes() {
        cluster = TestCluster.of(2);
        supervisor = cluster.first();
        await().until(cluster::settledWherePlaced);
        forger = new HazelcastTransport(cluster.nodes.get(1).hazelcast(), "default", new PlainCodec(), SizeLimits.NONE);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ControlReply.Status send(Control request) {
        try {
            return forger.control(cluster.nodes.get(0).id(), request)
                    .get(10, TimeUnit.SECONDS)
                    .status();
        } catch (Exception e) {
            throw new AssertionError(request.toString(), e);
        }
    }

    @Test
    void refusesAnotherIncarnationThanThatOfTheRecord() {
        String name = TestCluster.nameWhere("forged-", supervisor::isMine);
        ChildRef ref = supervisor.startChild(ChildSpec.of(CounterChild.class).name(name));
        ref.call("increment");
        ChildInfo before = supervisor.whereis(name).orElseThrow();
        for (long forged : List.of(before.incarnation() - 1, before.incarnation() + 1, Long.MAX_VALUE, -1L)) {
            assertThat(send(Control.about(Control.Kind.STOP, name, forged))).isEqualTo(ControlReply.Status.NONE);
            assertThat(send(Control.about(Control.Kind.TERMINATE, name, forged)))
                    .isEqualTo(ControlReply.Status.NONE);
            assertThat(send(Control.release(name, forged, cluster.nodes.get(1).id())))
                    .isEqualTo(ControlReply.Status.NONE);
            assertThat(send(Control.about(Control.Kind.BEGIN, name, forged))).isEqualTo(ControlReply.Status.RETRY);
            assertThat(send(Control.about(Control.Kind.RESTART, name, forged))).isNotEqualTo(ControlReply.Status.NONE);
        }

        assertThat(supervisor.whereis(name)).contains(before);
        assertThat(ref.<Long>call("count")).isEqualTo(1);
        assertThat(CounterChild.EVER_TWO).doesNotContain(name);
    }

    @Test
    void runsNoChildTwiceBecauseSomebodySaysThatItIsFree() {
        String name = TestCluster.nameWhere("adopted-", each -> !supervisor.isMine(each));
        ChildRef ref = supervisor.startChild(ChildSpec.of(CounterChild.class).name(name));
        ChildInfo before = supervisor.whereis(name).orElseThrow();

        assertThat(send(Control.adopt(name, before.incarnation(), StartReason.FAILOVER)))
                .isEqualTo(ControlReply.Status.RETRY);
        send(Control.expect("", Map.of(name, before.incarnation() + 5)));
        assertThat(send(Control.about(Control.Kind.BEGIN, name, before.incarnation())))
                .isEqualTo(ControlReply.Status.RETRY);
        assertThat(ref.<Long>call("incarnation")).isEqualTo(before.incarnation());
        assertThat(supervisor.whereis(name)).contains(before);
        assertThat(CounterChild.EVER_TWO).doesNotContain(name);
    }

    @Test
    void claimsAChildThatNobodyRunsOnlyFromTheIncarnationThatWasFoundToBeOver() {
        supervisor.startChild(ChildSpec.of(CounterChild.class).name("waiting").requiredNode("to-come"));
        ChildInfo before = supervisor.whereis("waiting").orElseThrow();
        assertThat(send(Control.adopt("waiting", before.incarnation() - 1, StartReason.FAILOVER)))
                .isEqualTo(ControlReply.Status.RETRY);
        assertThat(supervisor.whereis("waiting")).contains(before);

        assertThat(send(Control.adopt("waiting", before.incarnation(), StartReason.FAILOVER)))
                .isEqualTo(ControlReply.Status.OK);
        assertThat(supervisor.terminateChild("waiting")).isTrue();
    }

    @Test
    void refusesANodeThatIsNone() {
        String name = TestCluster.nameWhere("moved-", supervisor::isMine);
        supervisor.startChild(ChildSpec.of(CounterChild.class).name(name));
        assertThat(send(Control.move(name, UUID.randomUUID().toString()))).isNotEqualTo(ControlReply.Status.OK);
        assertThat(supervisor.whereis(name).orElseThrow().status()).isEqualTo(ChildStatus.RUNNING);
    }
}
