package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.context.SmartLifecycle;

class SupervisorLifecycleTest {

    private static final Duration DRAIN = Duration.ofSeconds(9);

    private final DistributedSupervisor supervisor = mock(DistributedSupervisor.class);
    private final SupervisorEvents events = mock(SupervisorEvents.class);
    private final SupervisorLifecycle lifecycle = new SupervisorLifecycle(
            supervisor, events, new DeclaredChildren(supervisor, Map.of(), DRAIN, DRAIN), DRAIN);

    @Test
    void takesChildrenAfterTheListenersAreTold() {
        lifecycle.start();

        InOrder order = inOrder(events, supervisor);
        order.verify(events).open();
        order.verify(supervisor).join();
        assertThat(lifecycle.isRunning()).isTrue();
    }

    @Test
    void movesTheChildrenAwayBeforeItCloses() {
        lifecycle.start();

        lifecycle.stop();

        InOrder order = inOrder(supervisor);
        order.verify(supervisor).drain(DRAIN);
        order.verify(supervisor).close();
        assertThat(lifecycle.isRunning()).isFalse();
    }

    @Test
    void startsBeforeTheWebServerAndIsNeverPaused() {
        assertThat(lifecycle.getPhase()).isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
        assertThat(lifecycle.isPauseable()).isFalse();
    }
}
