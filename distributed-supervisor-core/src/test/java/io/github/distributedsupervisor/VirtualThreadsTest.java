package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {

    private static final int THREADS = 4;

    private static volatile ClassLoader seenLoader;
    private static volatile Thread seenThread;
    private static volatile CountDownLatch interrupted = new CountDownLatch(1);

    /** Says on what it runs, and waits until it is interrupted. */
    @SupervisedChild("observing")
    public static class ObservingChild implements Child {

        private static final CountDownLatch NEVER = new CountDownLatch(1);

        @Override
        public Object onCall(Object message) throws Exception {
            seenThread = Thread.currentThread();
            seenLoader = seenThread.getContextClassLoader();
            if (message.equals("wait")) {
                try {
                    NEVER.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            }
            return seenThread.getName();
        }
    }

    private static TestCluster clusterOn(boolean virtual, ClassLoader loader) {
        TestCluster cluster = new TestCluster(builder -> builder.name("threads")
                .childType(ObservingChild.class)
                .childThreads(THREADS)
                .virtualThreads(virtual)
                .classLoader(loader));
        cluster.add();
        return cluster;
    }

    private static boolean virtual(Thread thread) throws Exception {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    private static boolean javaHasThem() {
        return Runtime.version().feature() >= 21;
    }

    private static List<String> childThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("supervisor-threads-child-"))
                .toList();
    }

    @Test
    void runsAChildOnAVirtualThreadWithItsNameAndClassLoader() throws Exception {
        assumeTrue(javaHasThem());
        ClassLoader loader = new URLClassLoader(new URL[0], VirtualThreadsTest.class.getClassLoader());
        try (TestCluster cluster = clusterOn(true, loader)) {
            ChildRef ref = cluster.first().startChild(ObservingChild.class);
            assertThat(ref.<String>call("where")).startsWith("supervisor-threads-child-");
            assertThat(virtual(seenThread)).isTrue();
            assertThat(seenLoader).isSameAs(loader);
            assertThat(childThreads()).isEmpty(); // stack traces are of platform threads only
        }
    }

    @Test
    void runsMoreChildrenAtOnceThanThePoolHasThreads() {
        assumeTrue(javaHasThem());
        try (TestCluster cluster = clusterOn(true, VirtualThreadsTest.class.getClassLoader())) {
            interrupted = new CountDownLatch(10 * THREADS);
            for (int i = 0; i < 10 * THREADS; i++) {
                cluster.first()
                        .startChild(ChildSpec.of(ObservingChild.class).name("waiting-" + i))
                        .callAsync("wait");
            }
            assertThat(cluster.first().startChild(ObservingChild.class).<String>call("where"))
                    .startsWith("supervisor-threads-child-");
            // the end of the supervisor ends them all
            cluster.first().close();
            await().until(() -> interrupted.getCount() == 0);
        }
    }

    @Test
    void interruptsAChildOnAVirtualThreadThatTakesTooLongToStop() throws Exception {
        assumeTrue(javaHasThem());
        try (TestCluster cluster = clusterOn(true, VirtualThreadsTest.class.getClassLoader())) {
            interruptsTheWaitingChildOf(cluster.first());
            assertThat(virtual(seenThread)).isTrue();
        }
    }

    @Test
    void usesThePoolOnAJavaWithoutVirtualThreads() {
        assumeTrue(!javaHasThem());
        ClassLoader loader = new URLClassLoader(new URL[0], VirtualThreadsTest.class.getClassLoader());
        try (TestCluster cluster = clusterOn(true, loader)) {
            ChildRef ref = cluster.first().startChild(ObservingChild.class);
            assertThat(childThreads()).contains(ref.<String>call("where"));
            assertThat(seenLoader).isSameAs(loader);
            interruptsTheWaitingChildOf(cluster.first());
        }
    }

    @Test
    void usesThePoolUnlessToldOtherwise() {
        try (TestCluster cluster = clusterOn(false, VirtualThreadsTest.class.getClassLoader())) {
            ChildRef ref = cluster.first().startChild(ObservingChild.class);
            assertThat(childThreads()).contains(ref.<String>call("where"));
        }
    }

    @Test
    void childrenThatWaitForAnAnswerKeepNobodyFromGivingIt() {
        TestCluster narrow = new TestCluster(
                builder -> builder.childType(MischievousChild.class).childThreads(1));
        try (narrow) {
            DistributedSupervisor supervisor = narrow.add().supervisor();
            int last = 10;
            StringBuilder message = new StringBuilder();
            for (int i = 0; i <= last; i++) {
                supervisor.startChild(ChildSpec.of(MischievousChild.class).name("link-" + i));
                message.append(i == 0 ? "" : "call link-" + i + " ");
            }
            assertThat(supervisor.<String>call("link-0", message + "hello")).isEqualTo("done");
        }
    }

    @Test
    void holdsNoThreadForAnIdleChild() {
        int children = 20_000;
        try (TestCluster cluster = clusterOn(false, VirtualThreadsTest.class.getClassLoader())) {
            List<StartResult> results = cluster.first()
                    .startChildren(IntStream.range(0, children)
                            .mapToObj(i -> ChildSpec.of(CounterChild.class).name("idle-" + i))
                            .toList());
            assertThat(results).allMatch(StartResult::started);
            assertThat(cluster.first().localChildren()).hasSize(children);
            assertThat(cluster.first().<Long>call("idle-" + (children - 1), "increment"))
                    .isEqualTo(1);
            // those that are about to be idle do not count for the limit any more
            assertThat(childThreads()).hasSizeBetween(1, 2 * THREADS);
        } finally {
            CounterChild.LIVE.clear();
        }
    }

    private static void interruptsTheWaitingChildOf(DistributedSupervisor supervisor) {
        interrupted = new CountDownLatch(1);
        ChildRef ref = supervisor.startChild(
                ChildSpec.of(ObservingChild.class).name("slow").shutdown(Shutdown.timeout(Duration.ofMillis(200))));
        seenThread = null;
        ref.callAsync("wait");
        await().until(() -> seenThread != null);
        assertThat(supervisor.terminateChild("slow")).isTrue();
        await().until(() -> interrupted.getCount() == 0);
        assertThat(supervisor.statistics().abandonedChildren()).isZero();
    }
}
