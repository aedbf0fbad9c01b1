package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import io.github.distributedsupervisor.internal.runtime.ChildWatch;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the virtual machine may do to a thread of the supervisor ends neither the thread nor what it is for. */
class ErrorsOfTheSupervisorTest {

    private static final int COUNT = 20;
    private static final Duration LEASE = Duration.ofSeconds(1);

    private static final AtomicBoolean FAIL = new AtomicBoolean();
    private static final AtomicInteger FAILED = new AtomicInteger();
    private TestCluster cluster = new TestCluster(builder -> builder);

    @AfterEach
    void stop() {
        FAIL.set(false);
        cluster.close();
    }

    /** The default, and an error each time that it is asked by who reconciles. */
    private static String failing(PlacementStrategy.Request request) {
        if (FAIL.get() && Thread.currentThread().getName().contains("reconcile")) {
            FAILED.incrementAndGet();
            throw new InternalError("as told");
        }
        return PlacementStrategy.partitionOwner().choose(request);
    }

    /** The thread's handler of what nobody catches is told of these errors; to Awaitility that is a failure. */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions();
    }

    @Test
    void childrenAreTakenOverAfterReconcilingHasMetAnError() {
        cluster = TestCluster.of(
                3,
                builder -> builder.placement(ErrorsOfTheSupervisorTest::failing).sweepInterval(Duration.ofMillis(500)));
        cluster.startCounters(COUNT);
        patiently().until(cluster::settledWherePlaced);
        FAIL.set(true);
        cluster.nodes.remove(2).crash();
        patiently().until(() -> FAILED.get() > 2);

        FAIL.set(false);

        patiently().until(cluster::settledWherePlaced);
        assertThat(cluster.children()).hasSize(COUNT);
    }

    @Test
    void aPlacementThatMeetsAnErrorOfItsOwnIsWorthNoMoreThanTheDefault() {
        cluster = TestCluster.of(
                2,
                builder -> builder.placement(request -> {
                    throw new NoClassDefFoundError("as told");
                }));
        cluster.startCounters(COUNT);

        patiently().until(cluster::settledWherePlaced);
    }

    /** Has the threads of a node. */
    private static final class Threads implements ChildWatch {
        private volatile Executor last = Runnable::run;

        @Override
        public void attach(Executor singleThread) {
            last = singleThread;
        }
    }

    @Test
    void theLeaseIsKeptAfterItsKeeperHasMetAnError() {
        Threads threads = new Threads();
        cluster = new TestCluster(builder -> {
            Hazelcast.getAllHazelcastInstances().stream()
                    .filter(member -> member.getConfig().getClusterName().equals(cluster.name()))
                    .forEach(member -> member.getUserContext().put(ChildWatch.KEY, threads));
            return builder.quorum(Quorum.majority()).lease(LEASE);
        });
        cluster.add();
        cluster.startCounters(1);
        AtomicInteger failed = new AtomicInteger();
        threads.last.execute(() -> {
            failed.incrementAndGet();
            throw new InternalError("as told");
        });

        patiently().until(() -> failed.get() == 1);
        patiently().during(LEASE.multipliedBy(3)).until(() -> cluster.first().<Long>call("counter-0", "count") == 0L);
    }
}
