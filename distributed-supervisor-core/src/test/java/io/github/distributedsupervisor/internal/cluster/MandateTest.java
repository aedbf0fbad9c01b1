package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.reconcile.Electors;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MandateTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Clocks clocks = new Clocks();
    private final Mandate mandate = new Mandate(Quorum.majority(), LEASE, clocks);

    /** Both clocks by hand. */
    private static final class Clocks implements Time {
        private long nanos = -5_000_000_000L;
        private long epochMillis = 1_000_000;

        void pass(long millis) {
            nanos += millis * 1_000_000;
            epochMillis += millis;
        }

        @Override
        public long epochMillis() {
            return epochMillis;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }

    @Test
    void aLeaseCountsFromTheQuestionNotFromTheAnswer() {
        Lease.Moment asked = mandate.lease().now();
        clocks.pass(1_000);
        mandate.lease().renew(asked);

        clocks.pass(1_999);
        assertThat(mandate.holds()).isTrue();
        clocks.pass(1);
        assertThat(mandate.holds()).isFalse();
    }

    @Test
    void aLeaseThatWasOverForAMomentIsNotForgottenWhenSomebodyHeardOfIt() {
        mandate.lease().renew(mandate.lease().now());
        clocks.pass(LEASE.toMillis() - 100);
        Lease.Moment asked = mandate.lease().now();
        assertThat(mandate.holds()).isTrue();
        assertThat(mandate.lease().lapsed()).isFalse();

        clocks.pass(100);
        assertThat(mandate.holds()).isFalse();
        mandate.lease().renew(asked); // the answer was late
        assertThat(mandate.holds()).isTrue();
        assertThat(mandate.lease().lapsed()).isTrue();

        mandate.lease().clearLapse();
        assertThat(mandate.lease().lapsed()).isFalse();
    }

    @Test
    void nobodyHoldsALeaseToBeginWith() {
        assertThat(mandate.holds()).isFalse();
    }

    @Test
    void aLeaseIsOverByTheClockThatSaysSoFirst() {
        mandate.lease().renew(mandate.lease().now());
        clocks.epochMillis += 3_600_000; // suspended: the other clock stood still
        assertThat(mandate.holds()).isFalse();

        mandate.lease().renew(mandate.lease().now());
        clocks.epochMillis -= 3_600_000; // set back
        assertThat(mandate.holds()).isTrue();
        clocks.nanos += LEASE.toNanos();
        assertThat(mandate.holds()).isFalse();
    }

    @Test
    void aLateAnswerToAnOldQuestionShortensNothing() {
        Lease.Moment old = mandate.lease().now();
        clocks.pass(1_000);
        mandate.lease().renew(mandate.lease().now());
        mandate.lease().renew(old);

        clocks.pass(2_500);
        assertThat(mandate.holds()).isTrue();
    }

    @Test
    void holdsOnUntilTheLastLeaseOfALostNodeIsOverWithItsMargin() {
        mandate.confirm("b");
        clocks.pass(500);

        assertThat(mandate.holdMillis(Set.of("a", "b"))).isZero();
        assertThat(mandate.holdMillis(Set.of("a"))).isEqualTo(3_500);
        clocks.pass(3_500);
        assertThat(mandate.holdMillis(Set.of("a"))).isZero();
    }

    @Test
    void holdsOnForThoseThatMayHaveBeenConfirmedBeforeThisNodeCame() {
        Set<String> all = Set.of("a", "b", "c");
        mandate.meets(Set.of("b", "c"), all, true);
        mandate.confirm("c");
        clocks.pass(10_000);
        mandate.meets(Set.of("b", "c"), all, true);
        assertThat(mandate.holdMillis(all)).isZero();
        assertThat(mandate.holdMillis(Set.of("a", "b")))
                .as("c has asked, and that is long ago")
                .isZero();

        assertThat(mandate.holdMillis(Set.of("a", "c"))).isEqualTo(4_000);
        clocks.pass(4_000);
        assertThat(mandate.holdMillis(Set.of("a", "c"))).isZero();
    }

    @Test
    void holdsOnForThoseThatCameBeforeThisNodeWasCountedAndForNoneThatCameLater() {
        mandate.meets(Set.of("b"), Set.of("a", "b"), false);
        mandate.meets(Set.of("b", "c"), Set.of("a", "b", "c"), true);
        mandate.meets(Set.of("b", "c", "d"), Set.of("a", "b", "c", "d"), true);
        assertThat(mandate.holdMillis(Set.of("a", "b", "c"))).isZero();
        assertThat(mandate.holdMillis(Set.of("a", "b"))).isEqualTo(4_000);
    }

    @Test
    void holdsOnForThoseThatItFindsInAnotherCluster() {
        mandate.meets(Set.of(), Set.of("a"), true);
        mandate.moved();
        mandate.meets(Set.of("b"), Set.of("a", "b"), true);
        assertThat(mandate.holdMillis(Set.of("a"))).isEqualTo(4_000);
    }

    @Test
    void holdsOnForNobodyWhoIsNoNodeOrHasLeftBeforeItAsked() {
        mandate.meets(Set.of("b", "c"), Set.of("a", "b", "c"), true);
        mandate.left("b", 7);
        mandate.meets(Set.of(), Set.of("a", "b", "c"), true); // c has said that it is none
        assertThat(mandate.holdMillis(Set.of("a"))).isZero();
    }

    @Test
    void waitsForNobodyWhoLeftInOrder() {
        mandate.together(Set.of("a", "b", "c"), Set.of(), Set.of("a", "b", "c"));
        mandate.confirm("b");
        mandate.left("b", 7);

        assertThat(mandate.holdMillis(Set.of("a"))).isZero();
        assertThat(mandate.needed()).isEqualTo(2);
    }

    @Test
    void waitsForNobodyWhoHasLeftAndStillAsks() {
        mandate.confirm("b", NodeState.READY);
        mandate.left("b", 7);
        assertThat(mandate.confirm("b", NodeState.ABSENT)).isTrue();
        assertThat(mandate.holdMillis(Set.of("a"))).isZero();
    }

    @Test
    void learnsOfMoreNodesFromOthers() {
        mandate.together(Set.of("a", "b", "c"), Set.of(), Set.of("a", "b", "c"));
        mandate.learn(new Electors(4, Map.of()));

        assertThat(mandate.needed()).isEqualTo(3);
    }

    @Test
    void lostNodesThatDoNotComeBackAreCountedNoMoreWhenSomebodySaysSo() {
        mandate.together(Set.of("a", "b", "c", "d", "e"), Set.of(), Set.of("a", "b", "c", "d", "e"));
        mandate.together(Set.of("a", "b"), Set.of(), Set.of("a", "b"));
        mandate.accept(2, "decision");

        assertThat(mandate.needed()).isEqualTo(2);
    }

    @Test
    void membersThatWentBeforeTheySaidAnythingCountUntilAnotherTellsWhoIsCounted() {
        mandate.together(Set.of("a"), Set.of("b", "c"), Set.of("a", "b", "c"));
        mandate.together(Set.of("a"), Set.of(), Set.of("a"));
        assertThat(mandate.needed()).isEqualTo(2);

        mandate.learn(new Electors(1, Map.of()));
        mandate.together(Set.of("a"), Set.of(), Set.of("a"));
        assertThat(mandate.needed()).isEqualTo(1);
    }

    @Test
    void membersThatAreNoNodesDoNotCount() {
        mandate.together(Set.of("a"), Set.of("b", "c"), Set.of("a", "b", "c"));
        mandate.together(Set.of("a"), Set.of(), Set.of("a", "b", "c"));

        assertThat(mandate.needed()).isEqualTo(1);
    }

    @Test
    void membersThatWentBeforeTheySaidAnythingDoNotCountWhenSomebodySaysSo() {
        mandate.together(Set.of("a"), Set.of("b", "c"), Set.of("a", "b", "c"));
        mandate.together(Set.of("a"), Set.of(), Set.of("a"));
        assertThat(mandate.acceptLosses()).isEqualTo(2);

        mandate.together(Set.of("a"), Set.of(), Set.of("a"));
        assertThat(mandate.needed()).isEqualTo(1);
    }

    @Test
    void isClearOnlyWhileItSeesAllThatItHasSeenSinceAQuorumAgreed() {
        mandate.cleared(Set.of("a", "b"));
        assertThat(mandate.clearance(Set.of("a", "b"))).containsExactlyInAnyOrder("a", "b");

        mandate.together(Set.of("a", "b", "c"), Set.of(), Set.of("a", "b", "c"));
        assertThat(mandate.clearance(Set.of("a", "b"))).isNull();
        assertThat(mandate.clearance(Set.of("a", "b", "c"))).containsExactlyInAnyOrder("a", "b", "c");

        mandate.confirm("d");
        assertThat(mandate.clearance(Set.of("a", "b", "c"))).isNull();
    }
}
