package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a child answers late, and what it throws without being restarted. */
class AnswersTest {

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startOneNode() {
        cluster = new TestCluster(builder -> builder.childType(RelayChild.class));
        cluster.add();
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ChildRef start(String name) {
        return supervisor.startChild(ChildSpec.of(RelayChild.class).name(name));
    }

    @Test
    void handlesOtherMessagesWhileAnAnswerIsToComeWhenItsTypeIsReentrant() throws Exception {
        ChildRef relay = start("relay");
        CompletableFuture<String> first = relay.callAsync("a");
        CompletableFuture<String> second = relay.callAsync("b");

        assertThat(relay.<String>call("b=2")).isEqualTo("told");
        assertThat(second.get()).isEqualTo("2");
        assertThat(first).isNotDone();
        relay.call("a=1");
        assertThat(first.get()).isEqualTo("1");
    }

    @Test
    void answersWhatWasAskedBeforeItStopsAndHandlesNothingNewMeanwhile() throws Exception {
        ChildRef relay = start("patient");
        CompletableFuture<String> question = relay.callAsync("patient-1");
        CompletableFuture<String> held = relay.callAsync("hold");
        CompletableFuture<String> behind = relay.callAsync("patient-2");
        await().until(() -> RelayChild.QUESTIONS.containsKey("hold"));
        CompletableFuture<Boolean> terminated = new CompletableFuture<>();
        new Thread(() -> terminated.complete(supervisor.terminateChild("patient"))).start();
        await().until(() -> status("patient") == ChildStatus.STOPPING);
        RelayChild.QUESTIONS.remove("hold").complete("held");
        assertThat(held.get()).isEqualTo("held");
        RelayChild.QUESTIONS.remove("patient-1").complete("1");

        assertThat(question.get()).isEqualTo("1");
        assertThat(terminated.get()).isTrue();
        assertThatThrownBy(behind::get).hasCauseInstanceOf(ChildNotFoundException.class);
        assertThat(RelayChild.QUESTIONS).doesNotContainKey("patient-2");
    }

    @Test
    void tellsThatAnswersAreLostWhenAReentrantChildCrashes() {
        ChildRef relay = start("crashing");
        CompletableFuture<String> question = relay.callAsync("crashing-1");
        assertThatThrownBy(() -> relay.call("crash")).isInstanceOf(ChildInvocationException.class);

        assertThatThrownBy(question::get).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> relay.call("nothing=1")).isInstanceOf(ChildInvocationException.class);
    }

    @Test
    void livesOnAfterAnExceptionThatItsTypeLists() {
        long incarnation = incarnationOf(start("lists"));
        assertThatThrownBy(() -> supervisor.call("lists", "unknown=1"))
                .isInstanceOfSatisfying(
                        ChildInvocationException.class,
                        e -> assertThat(e.remoteType()).isEqualTo(RelayChild.QuestionUnknown.class.getName()));

        assertThat(incarnationOf(supervisor.ref("lists"))).isEqualTo(incarnation);
    }

    @Test
    void livesOnAfterAnExceptionThatItsSpecLists() {
        ChildRef fragile = supervisor.startChild(
                ChildSpec.of(FragileChild.class).name("tolerant").answers(IllegalArgumentException.class));
        long incarnation = incarnationOf(fragile);
        assertThatThrownBy(() -> fragile.call("unchecked")).isInstanceOf(ChildInvocationException.class);

        assertThat(fragile.<String>call("hello")).isEqualTo("hello!");
        assertThat(incarnationOf(fragile)).isEqualTo(incarnation);
    }

    private static ChildStatus status(String name) {
        return supervisor.whereis(name).orElseThrow().status();
    }

    private static long incarnationOf(ChildRef ref) {
        return supervisor.whereis(ref.name()).orElseThrow().incarnation();
    }
}
