package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneNodeTest {

    private static TestCluster cluster;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startOneNode() {
        cluster = TestCluster.of(1);
        supervisor = cluster.first();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ChildRef start(String name) {
        return supervisor.startChild(ChildSpec.of(FragileChild.class).name(name));
    }

    @Test
    void answersACall() {
        assertThat(start("answers").<String>call("hello")).isEqualTo("hello!");
    }

    @Test
    void generatesANameWhenNoneIsGiven() {
        ChildRef ref = supervisor.startChild(FragileChild.class);
        assertThat(supervisor.whereis(ref.name())).isPresent();
    }

    @Test
    void handlesCastsAndSendsInOrder() {
        ChildRef ref = supervisor.startChild(ChildSpec.of(RecordingChild.class).name("recorder"));
        ref.cast(1);
        assertThat(ref.send(2)).isTrue();
        ref.cast(3);
        assertThat(ref.<List<Integer>>call("all")).containsExactly(1, -2, 3);
    }

    @Test
    void refusesANameThatIsTakenWithTheLiveReference() {
        ChildRef live = start("taken");
        assertThatThrownBy(() -> start("taken"))
                .isInstanceOfSatisfying(
                        ChildAlreadyStartedException.class,
                        e -> assertThat(e.ref()).isEqualTo(live));
    }

    @Test
    void tellsTheCauseWhenAChildFailsToStartAndKeepsNothingOfIt() {
        ChildSpec spec = ChildSpec.of(FragileChild.class).name("stillborn").args("no disk");
        assertThatThrownBy(() -> supervisor.startChild(spec))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("no disk");
        assertThat(supervisor.whereis("stillborn")).isEmpty();
        assertThat(start("stillborn").<String>call("hello")).isEqualTo("hello!");
    }

    @Test
    void refusesAnUnknownTypeAndNamesTheKnownOnes() {
        assertThatThrownBy(() -> supervisor.startChild(ChildSpec.of("no-such-type")))
                .isInstanceOf(ChildStartException.class)
                .hasMessageContaining("fragile");
    }

    @Test
    void terminatesAndFreesTheName() {
        ChildRef ref = start("doomed");
        assertThat(supervisor.terminateChild(ref)).isTrue();
        assertThat(supervisor.whereis("doomed")).isEmpty();
        assertThat(supervisor.terminateChild(ref)).isFalse();
        assertThatThrownBy(() -> ref.call("hello")).isInstanceOf(ChildNotFoundException.class);
        assertThat(start("doomed").<String>call("hello")).isEqualTo("hello!");
    }

    @Test
    void terminatesOneInstanceOnly() {
        start("replaced");
        ChildId first = supervisor.whereis("replaced").orElseThrow().id();
        supervisor.terminateChild("replaced");
        start("replaced");
        assertThat(supervisor.whois(first)).isEmpty();
        assertThat(supervisor.terminateChild(first)).isFalse();
        assertThat(supervisor.whereis("replaced")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unchecked", "error", "stop abnormally"})
    void restartsAPermanentOrTransientChildAfterAnAbnormalEnd(String how) {
        for (Restart restart : List.of(Restart.PERMANENT, Restart.TRANSIENT)) {
            String name = restart + "." + how.replace(' ', '-');
            ChildRef ref = supervisor.startChild(
                    ChildSpec.of(FragileChild.class).name(name).restart(restart));
            long before = supervisor.whereis(name).orElseThrow().incarnation();
            callIgnoringFailure(ref, how);
            assertThat(ref.<String>call("hello")).isEqualTo("hello!");
            ChildInfo after = supervisor.whereis(name).orElseThrow();
            assertThat(after.incarnation()).isGreaterThan(before);
            assertThat(after.restarts()).isEqualTo(1);
        }
    }

    @Test
    void restartsAPermanentChildAfterANormalEndToo() {
        ChildRef ref = start("permanent");
        ref.call("stop");
        await().untilAsserted(() -> assertThat(
                        supervisor.whereis("permanent").orElseThrow().restarts())
                .isEqualTo(1));
    }

    @Test
    void letsATransientChildEndNormally() {
        ChildRef ref = supervisor.startChild(
                ChildSpec.of(FragileChild.class).name("passing").restart(Restart.TRANSIENT));
        ref.call("stop");
        await().until(() -> supervisor.whereis("passing").isEmpty());
    }

    @Test
    void neverRestartsATemporaryChild() {
        ChildRef ref = supervisor.startChild(
                ChildSpec.of(FragileChild.class).name("fleeting").restart(Restart.TEMPORARY));
        callIgnoringFailure(ref, "unchecked");
        await().until(() -> supervisor.whereis("fleeting").isEmpty());
    }

    @Test
    void givesACheckedExceptionAsAnAnswerAndLivesOn() {
        ChildRef ref = start("polite");
        long before = supervisor.whereis("polite").orElseThrow().incarnation();
        for (String how : List.of("checked", "reply")) {
            assertThatThrownBy(() -> ref.call(how))
                    .isInstanceOfSatisfying(
                            ChildInvocationException.class,
                            e -> assertThat(e.crashed()).isFalse())
                    .hasMessageContaining("as told");
        }
        assertThat(supervisor.whereis("polite").orElseThrow().incarnation()).isEqualTo(before);
    }

    @Test
    void tellsTheCallerOfACrashWhatHappened() {
        assertThatThrownBy(() -> start("crashing").call("unchecked"))
                .isInstanceOfSatisfying(ChildInvocationException.class, e -> {
                    assertThat(e.crashed()).isTrue();
                    assertThat(e.remoteType()).isEqualTo(IllegalArgumentException.class.getName());
                    assertThat(e.remoteStack()).contains("FragileChild");
                });
    }

    @Test
    void failsACallToItselfAtOnce() {
        assertThatThrownBy(() -> start("narcissist").call("call myself"))
                .isInstanceOf(ChildInvocationException.class)
                .hasMessageContaining("waits for this call itself");
    }

    @Test
    void answersWithAnErrorWhenTheAnswerCannotBeEncoded() {
        assertThatThrownBy(() -> start("mumbling").call("unanswerable")).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void refusesBadInputBeforeItReachesTheCluster() {
        assertThatThrownBy(() -> supervisor.ref("a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervisor.ref("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervisor.cast("x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> supervisor.call("x", "y", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervisor.startChild(ChildSpec.of("fragile").args(new Thread())))
                .isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void dropsACastToAnUnknownNameAndSaysSoForASend() {
        supervisor.cast("nobody", 1);
        assertThat(supervisor.send("nobody", 1)).isFalse();
    }

    @Test
    void agreesAboutWhereANameBelongs() {
        assertThat(supervisor.isMine("anything")).isTrue();
        assertThat(supervisor.nodeFor("anything").orElseThrow())
                .isEqualTo(supervisor.nodes().get(0));
    }

    private static void callIgnoringFailure(ChildRef ref, String message) {
        try {
            ref.call(message);
        } catch (ChildInvocationException e) {
            assertThat(e.crashed()).isTrue();
        }
    }
}
