package io.github.distributedsupervisor.internal.cluster;

import static io.github.distributedsupervisor.internal.cluster.StuckChildren.LONG_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import io.github.distributedsupervisor.internal.runtime.InstanceMaker;
import io.github.distributedsupervisor.internal.runtime.Mailbox;
import io.github.distributedsupervisor.internal.runtime.PlainCodec;
import io.github.distributedsupervisor.internal.runtime.ProcessServices;
import io.github.distributedsupervisor.internal.runtime.QuietOwner;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StuckChildrenTest {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch secondGate = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private final HostedChild child = start();
    private final StuckChildren stuck = new StuckChildren();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private HostedChild start() {
        StoredSpec spec = new StoredSpec("waiting", "child", new byte[0], Restart.PERMANENT, Shutdown.infinity());
        ChildRecord record = ChildRecord.create(spec, null, "node", UUID.randomUUID(), 0);
        Mailbox mailbox = new Mailbox(10);
        ProcessServices services = new ProcessServices(
                threads,
                threads,
                new PlainCodec(),
                Time.SYSTEM,
                QuietOwner::none,
                QuietOwner::none,
                name -> QuietOwner.none());
        ChildProcess process = new ChildProcess("child", 1, mailbox, services, new InstanceMaker() {
            @Override
            public Child make() {
                return new Waiting();
            }

            @Override
            public void dispose(Child disposed) {}
        });
        process.start(null, Shutdown.infinity(), new Owner());
        return new HostedChild(record, StartReason.FIRST, mailbox, process);
    }

    private final class Waiting implements Child {
        @Override
        public void onStart(ChildContext context) throws Exception {
            gate.await();
        }

        @Override
        public void onStop(StopReason reason) throws Exception {
            secondGate.await();
        }
    }

    private final class Owner extends QuietOwner {
        @Override
        public void started(ChildProcess process) {
            super.started(process);
            started.countDown();
        }
    }

    private int countAt(long millis) {
        stuck.look(List.of(child), millis);
        return stuck.count();
    }

    @Test
    void countsAndTellsOnceWhereAChildIs() {
        await().until(() -> child.process.currentStep() != 0);
        Logger logger = (Logger) LoggerFactory.getLogger(StuckChildren.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);

        assertThat(countAt(1_000)).isZero();
        assertThat(countAt(999 + LONG_MILLIS)).isZero();
        assertThat(countAt(1_000 + LONG_MILLIS)).isOne();
        assertThat(countAt(2_000 + LONG_MILLIS)).isOne();

        logger.detachAppender(log);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("'child'", "30000 ms");
            assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy())).contains("Waiting.onStart");
        });
    }

    @Test
    void forgetsAChildThatGoesOn() throws Exception {
        await().until(() -> child.process.currentStep() != 0);
        countAt(0);
        assertThat(countAt(LONG_MILLIS)).isOne();
        gate.countDown();
        started.await();
        await().until(() -> child.process.currentStep() == 0);
        assertThat(countAt(LONG_MILLIS + 1)).isZero();

        child.process.stop(StopReason.TERMINATED, false, Shutdown.infinity(), null);
        await().until(() -> child.process.currentStep() != 0);
        assertThat(countAt(3 * LONG_MILLIS)).isZero();
        assertThat(countAt(4 * LONG_MILLIS)).isOne();
    }
}
