package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.context.SmartLifecycle;

class SupervisorLifecycleTest {

    private static final Duration DRAIN = Duration.ofSeconds(9);

    private final DistributedSupervisor supervisor = mock(DistributedSupervisor.class);
    private final DistributedSupervisor further = mock(DistributedSupervisor.class);
    private final SupervisorFactory factory = mock(SupervisorFactory.class);
    private final SupervisorLifecycle lifecycle = new SupervisorLifecycle(factory);

    @BeforeEach
    void twoSupervisors() {
        when(factory.running()).thenReturn(List.of(running(supervisor), running(further)));
    }

    private static RunningSupervisor running(DistributedSupervisor supervisor) {
        return new RunningSupervisor(
                supervisor, new DeclaredChildren(supervisor, new ChildDeclarations(new ChildTypes(Map.of()))), DRAIN);
    }

    @Test
    void takesChildrenAfterTheListenersAreTold() {
        lifecycle.start();

        InOrder order = inOrder(factory, supervisor, further);
        order.verify(factory).openEvents();
        order.verify(supervisor).join();
        order.verify(further).join();
        assertThat(lifecycle.isRunning()).isTrue();
    }

    @Test
    void movesTheChildrenAwayBeforeItCloses() {
        lifecycle.start();

        lifecycle.stop();

        for (DistributedSupervisor each : List.of(supervisor, further)) {
            InOrder order = inOrder(each);
            order.verify(each).drain(DRAIN);
            order.verify(each).close();
        }
        assertThat(lifecycle.isRunning()).isFalse();
    }

    @Test
    void drainsAllSupervisorsAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        when(supervisor.drain(DRAIN)).thenAnswer(call -> meet(both));
        when(further.drain(DRAIN)).thenAnswer(call -> meet(both));
        lifecycle.start();

        lifecycle.stop();

        assertThat(both.getCount()).isZero();
    }

    private static boolean meet(CountDownLatch both) throws InterruptedException {
        both.countDown();
        both.await();
        return true;
    }

    @Test
    void startsBeforeTheWebServerAndIsNeverPaused() {
        assertThat(lifecycle.getPhase()).isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
        assertThat(lifecycle.isPauseable()).isFalse();
    }
}
