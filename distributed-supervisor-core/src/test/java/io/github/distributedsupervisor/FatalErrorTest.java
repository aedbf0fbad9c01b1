package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose virtual machine is in trouble gives its children away; nobody swallows the error. */
class FatalErrorTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestCluster cluster = new TestCluster(builder -> builder.childType(MischievousChild.class));
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void watchWhatNobodyCatches() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
    }

    @AfterEach
    void stop() {
        cluster.close();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private static void outOfMemory(ChildRef ref) {
        assertThatThrownBy(() -> ref.call("out-of-memory"))
                .isInstanceOfSatisfying(
                        ChildInvocationException.class,
                        e -> assertThat(e.remoteType()).isEqualTo(OutOfMemoryError.class.getName()));
    }

    @Test
    void theNodeGivesItsChildrenAwayAndAPoisonousOneStopsThere() {
        cluster.add();
        cluster.add();
        DistributedSupervisor supervisor = cluster.first();
        await().until(cluster::settledWherePlaced);
        for (int i = 0; i < 10; i++) {
            supervisor.startChild(ChildSpec.of(MischievousChild.class).name("other-" + i));
        }
        String name = TestCluster.nameWhere("poison-", each -> !supervisor.isMine(each));
        ChildRef poison =
                supervisor.startChild(ChildSpec.of(MischievousChild.class).name(name));
        String local = supervisor.nodes().stream()
                .filter(SupervisorNode::local)
                .findFirst()
                .orElseThrow()
                .id();
        outOfMemory(poison);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(supervisor.children().values())
                        .hasSize(11)
                        .allSatisfy(child -> {
                            assertThat(child.status()).isEqualTo(ChildStatus.RUNNING);
                            assertThat(child.node().id()).isEqualTo(local);
                        }));
        assertThat(uncaught).hasSize(1).allMatch(error -> error instanceof OutOfMemoryError);

        outOfMemory(poison);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(supervisor.whereis(name).orElseThrow().status())
                                .isEqualTo(ChildStatus.QUARANTINED));
        assertThat(uncaught).hasSize(2);
        assertThat(supervisor.<String>call("other-3", "hello")).isEqualTo("done");
    }

    @Test
    void theOnlyNodeGoesOn() {
        cluster.add();
        ChildRef ref =
                cluster.first().startChild(ChildSpec.of(MischievousChild.class).name("alone"));
        outOfMemory(ref);

        assertThat(ref.<String>call("hello")).isEqualTo("done");
        assertThat(uncaught).hasSize(1);
        assertThat(cluster.first().startChild(MischievousChild.class).<String>call("hello"))
                .isEqualTo("done");
    }
}
