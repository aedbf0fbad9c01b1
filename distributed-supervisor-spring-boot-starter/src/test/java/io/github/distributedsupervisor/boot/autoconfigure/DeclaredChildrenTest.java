package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildAlreadyStartedException;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStartException;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.InvalidArgumentException;
import io.github.distributedsupervisor.Restart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DeclaredChildrenTest {

    private static final int SOON = 5_000;
    private static final int A_WHILE = 100;

    private final DistributedSupervisor supervisor = mock(DistributedSupervisor.class);
    private final ChildRef ref = mock(ChildRef.class);
    private final ChildAlreadyStartedException alreadyStarted = new ChildAlreadyStartedException(ref);
    private DeclaredChildren children = declared(Map.of("clerk-1", ChildSpec.of("clerk")));

    private DeclaredChildren declared(Map<String, ChildSpec> specs) {
        ChildTypes types = new ChildTypes(
                Map.of("clerk", new ChildTypes.Entry("clerk", Child.class, arguments -> new Child() {})));
        return new DeclaredChildren(
                supervisor, new ChildDeclarations(types).beans(specs), Duration.ofMillis(1), Duration.ofMillis(4));
    }

    @AfterEach
    void stop() {
        children.stop();
    }

    @Test
    void givesAChildWithoutNameThatOfItsBean() {
        when(supervisor.startChildAsync(any())).thenReturn(CompletableFuture.completedFuture(ref));

        children.start();

        verify(supervisor, timeout(SOON))
                .startChildAsync(argThat(spec -> spec.name().orElseThrow().equals("clerk-1")));
    }

    @Test
    void triesAgainUntilTheChildHasStarted() {
        when(supervisor.startChildAsync(any()))
                .thenReturn(CompletableFuture.failedFuture(new ChildStartException("no node yet", null)))
                .thenThrow(new IllegalStateException("not ready"))
                .thenReturn(CompletableFuture.completedFuture(ref));

        children.start();

        verify(supervisor, timeout(SOON).times(3)).startChildAsync(any());
        verify(supervisor, after(A_WHILE).times(3)).startChildAsync(any());
    }

    @Test
    void isContentWithAChildThatAnotherNodeStarted() {
        when(supervisor.startChildAsync(any())).thenReturn(CompletableFuture.failedFuture(alreadyStarted));

        children.start();

        verify(supervisor, after(A_WHILE).times(1)).startChildAsync(any());
    }

    @Test
    void warnsWhenWhatRunsIsDeclaredInAnotherWay(CapturedOutput output) {
        when(supervisor.startChildAsync(any())).thenReturn(CompletableFuture.failedFuture(alreadyStarted));
        when(supervisor.whereis("clerk-1")).thenReturn(Optional.of(running("clerk")));
        when(supervisor.whereis("clerk-2")).thenReturn(Optional.of(running("porter")));
        children = declared(Map.of("clerk-1", ChildSpec.of("clerk"), "clerk-2", ChildSpec.of("clerk")));

        children.start();

        await().until(() -> output.toString().contains("it runs as 'porter'"));
        assertThat(output).doesNotContain("it runs as 'clerk'");
    }

    private static ChildInfo running(String type) {
        return new ChildInfo("any", type, ChildStatus.RUNNING, null, 1, 0, Restart.PERMANENT, null, List.of());
    }

    @Test
    void refusesWhatCannotSucceed() {
        when(supervisor.startChildAsync(any())).thenThrow(new InvalidArgumentException(0, "no codec", new Exception()));

        assertThatExceptionOfType(InvalidSupervisorSetupException.class)
                .isThrownBy(() -> children.start())
                .withMessageContaining("'clerk-1'")
                .withMessageContaining("argument 0")
                .withMessageContaining("no codec");
    }

    @Test
    void triesNoMoreOnceStopped() {
        when(supervisor.startChildAsync(any()))
                .thenReturn(CompletableFuture.failedFuture(new ChildStartException("never", null)));
        children.start();
        verify(supervisor, timeout(SOON).atLeast(2)).startChildAsync(any());

        children.stop();

        int attempts = attempts();
        await().during(Duration.ofMillis(A_WHILE)).until(() -> attempts() <= attempts + 1);
    }

    @Test
    void startsEachDeclarationOnce() {
        when(supervisor.startChildAsync(any())).thenReturn(CompletableFuture.completedFuture(ref));
        children = declared(Map.of("one", ChildSpec.of("clerk"), "other", ChildSpec.of("clerk")));

        children.start();
        children.start();

        verify(supervisor, after(A_WHILE).times(2)).startChildAsync(any());
    }

    private int attempts() {
        return mockingDetails(supervisor).getInvocations().size();
    }
}
