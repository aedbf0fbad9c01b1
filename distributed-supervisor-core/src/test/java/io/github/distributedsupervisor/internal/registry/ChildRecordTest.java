package io.github.distributedsupervisor.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildFailure;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChildRecordTest {

    @Test
    void takesTheTimeAsTheFirstIncarnation() {
        assertThat(Records.created(5_000).incarnation()).isEqualTo(5_000);
    }

    @Test
    void growsByOneWhenTheClockStandsOrGoesBack() {
        ChildRecord first = Records.created(5_000);

        assertThat(first.claimedBy("node-b", 5_000).incarnation()).isEqualTo(5_001);
        assertThat(first.claimedBy("node-b", 1).incarnation()).isEqualTo(5_001);
        assertThat(first.restarting(Records.history(1, "crash"), 1).incarnation())
                .isEqualTo(5_001);
    }

    @Test
    void keepsTheIncarnationThroughARemoval() {
        ChildRecord removed = Records.created(5_000).running(5_001).removed(null, 5_002);
        ChildRecord again = ChildRecord.create(Records.SPEC, removed, "node-b", UUID.randomUUID(), 1);

        assertThat(removed.live()).isFalse();
        assertThat(removed.incarnation()).isEqualTo(5_000);
        assertThat(again.incarnation()).isEqualTo(5_001);
        assertThat(again.revision()).isEqualTo(removed.revision());
    }

    @Test
    void neverGoesBackWhateverHappens() {
        Random random = new Random(1);
        ChildRecord record = Records.created(1_000);
        for (int i = 0; i < 10_000; i++) {
            long now = random.nextInt(100_000);
            int how = random.nextInt(11);
            ChildRecord next = changed(record, how, now);
            assertThat(next.incarnation()).isGreaterThanOrEqualTo(record.incarnation());
            boolean started = how != 9 && (next.phase() == Phase.STARTING || next.phase() == Phase.RESTARTING);
            if (started) {
                assertThat(next.incarnation()).isGreaterThan(record.incarnation());
            }
            assertThat(next.changeId()).isNotEqualTo(record.changeId());
            record = next;
        }
    }

    private static ChildRecord changed(ChildRecord record, int how, long now) {
        return switch (how) {
            case 0 -> record.claimedBy("node-b", now);
            case 1 -> record.running(now);
            case 2 -> record.restarting(Records.history(3, "crash"), now);
            case 3 -> record.stopping(now);
            case 4 -> record.released("node-c", null, now);
            case 5 -> record.removed(Records.failure("gone"), now);
            case 6 -> record.quarantined(Records.history(3, "crash"), now);
            case 7 -> record.passive(null, now);
            case 8 -> record.resumed("node-c", now);
            case 9 -> record.checkpointed(new byte[0]);
            default -> ChildRecord.create(Records.SPEC, record, "node-a", UUID.randomUUID(), now);
        };
    }

    @Test
    void keepsTheLastStateUntilThereIsANewOne() {
        byte[] state = {7};
        ChildRecord released = Records.created(1).running(2).released("node-b", state, 3);

        assertThat(released.state()).isEqualTo(state);
        assertThat(released.claimedBy("node-b", 4)
                        .running(5)
                        .restarting(Records.history(1, "crash"), 6)
                        .state())
                .isEqualTo(state);
        assertThat(released.claimedBy("node-b", 4).released(null, null, 7).state())
                .isEqualTo(state);
        assertThat(released.claimedBy("node-b", 4)
                        .released(null, new byte[] {8}, 7)
                        .state())
                .containsExactly(8);
        assertThat(released.removed(null, 8).state()).isNull();
    }

    @Test
    void isHostedByNobodyWhenReleasedOrRemoved() {
        ChildRecord running = Records.created(1).running(2);

        assertThat(running.hostedBy("node-a")).isTrue();
        assertThat(running.hostedBy("node-b")).isFalse();
        for (ChildRecord vacated : List.of(running.released("node-a", null, 3), running.removed(null, 3))) {
            assertThat(vacated.host()).isNull();
            assertThat(vacated.hostedBy("node-a")).isFalse();
        }
    }

    @Test
    void isEstablishedOnceItRan() {
        ChildRecord created = Records.created(1);

        assertThat(created.established()).isFalse();
        assertThat(created.claimedBy("node-b", 2).established()).isFalse();
        assertThat(created.running(2).claimedBy("node-b", 3).established()).isTrue();
    }

    @Test
    void keepsTheHistoryThroughMovesAndTheFailureOfATombstone() {
        ChildRecord moved = Records.created(1)
                .running(2)
                .restarting(Records.history(1, "first"), 3)
                .released("node-b", null, 4)
                .claimedBy("node-b", 5)
                .running(6);

        assertThat(moved.history().restarts()).isEqualTo(1);
        assertThat(moved.removed(Records.failure("last"), 7).history().lastFailures())
                .extracting(ChildFailure::message)
                .containsExactly("first", "last");
    }

    @Test
    void runsNowhereInQuarantineOrAsleepButKeepsItsNameAndState() {
        ChildRecord running = Records.created(1).running(2).checkpointed(new byte[] {7});
        for (ChildRecord resting : List.of(running.quarantined(Records.history(1, "x"), 4), running.passive(null, 4))) {
            assertThat(resting.live()).isTrue();
            assertThat(resting.host()).isNull();
            assertThat(resting.resumed("node-b", 5).claimedBy("node-b", 6).state())
                    .containsExactly(7);
        }
        assertThat(running.passive(new byte[] {8}, 4).state()).containsExactly(8);
    }

    @Test
    void waitsWhenItIsCreatedWithoutAHost() {
        ChildRecord waiting = ChildRecord.create(Records.SPEC, null, null, UUID.randomUUID(), 1);
        assertThat(waiting.phase()).isEqualTo(Phase.RELEASED);
        assertThat(waiting.live()).isTrue();
    }

    // ---- nodes that died with it

    private static final long WELL = Suspicion.WELL_MILLIS;

    private static ChildRecord suspected(ChildRecord record) {
        return record.suspected(7, Records.failure("node lost"), 100);
    }

    @Test
    void remembersTheNodesThatDiedWithItThroughClaimsAndMoves() {
        ChildRecord once = suspected(Records.created(1));
        assertThat(once.underSuspicion()).isTrue();
        assertThat(once.history().suspicion()).isEqualTo(new Suspicion(1, "node-a", 7, false));

        ChildRecord elsewhere = once.claimedBy("node-b", 2).running(3);
        assertThat(elsewhere.underSuspicion()).isFalse();
        assertThat(elsewhere.history().suspicion().deaths()).isEqualTo(1);
        assertThat(suspected(elsewhere).history().suspicion()).isEqualTo(new Suspicion(2, "node-b", 7, false));

        ChildRecord moved = elsewhere.released("node-c", null, 3 + WELL - 1).claimedBy("node-c", 4);
        assertThat(suspected(moved).history().suspicion().deaths()).isEqualTo(2);
    }

    @Test
    void isUnderNoSuspicionAnyMoreOnceItRanWell() {
        ChildRecord elsewhere =
                suspected(Records.created(1)).claimedBy("node-b", 2).running(3);

        assertThat(elsewhere
                        .released("node-c", null, 3 + WELL)
                        .claimedBy("node-c", 4 + WELL)
                        .history()
                        .suspicion())
                .isEqualTo(Suspicion.TRUSTED);
        assertThat(elsewhere.restarting(elsewhere.history(), 3 + WELL).history().suspicion())
                .isEqualTo(Suspicion.NONE);
        assertThat(elsewhere
                        .restarting(elsewhere.history(), 2 + WELL)
                        .history()
                        .suspicion()
                        .deaths())
                .isEqualTo(1);
        // its host died later, of something else
        assertThat(elsewhere.claimedBy("node-c", 4).history().suspicion()).isEqualTo(Suspicion.NONE);
    }

    @Test
    void isSuspectedWhenANodeThatLeftCouldNotStopItRightAfterItsStart() {
        ChildRecord running = Records.created(1).running(2);

        ChildRecord young = running.abandoned("node-b", WELL - 1, Records.failure("abandoned"), 3);
        assertThat(young.history().suspicion()).isEqualTo(new Suspicion(1, "node-a", WELL - 1, false));
        assertThat(young.history().lastFailure()).isNotNull();
        assertThat(young.claimedBy("node-b", 4).history().suspicion().deaths()).isEqualTo(1);
        ChildRecord old = running.abandoned("node-b", WELL, Records.failure("abandoned"), 3 + WELL);
        assertThat(old.history().suspicion()).isEqualTo(Suspicion.NONE);
    }

    @Test
    void isSuspectedAnewWhenItRanForLongerThanOnTheNodeBefore() {
        ChildRecord once = suspected(Records.created(1)).claimedBy("node-b", 2).running(3);

        ChildRecord longer = once.suspected(7 + Suspicion.NOTICE_MILLIS, Records.failure("node lost"), 100);
        assertThat(longer.history().suspicion().deaths()).isEqualTo(1);
        ChildRecord aboutAsLong = once.suspected(6 + Suspicion.NOTICE_MILLIS, Records.failure("node lost"), 100);
        assertThat(aboutAsLong.history().suspicion().deaths()).isEqualTo(2);
    }

    @Test
    void isTrustedForOneStartAfterAMoveFromWhereItRanWell() {
        ChildRecord moved = Records.created(1).running(2).released("node-b", null, 2 + WELL);
        ChildRecord starting = moved.claimedBy("node-b", 3);
        assertThat(starting.history().suspicion()).isEqualTo(Suspicion.TRUSTED);

        assertThat(starting.claimedBy("node-c", 4).history().suspicion()).isEqualTo(Suspicion.NONE);
        assertThat(starting.running(5).claimedBy("node-c", 6).history().suspicion())
                .isEqualTo(Suspicion.NONE);
    }

    @Test
    void isPardonedByItsRelease() {
        ChildRecord twice = suspected(suspected(Records.created(1)).claimedBy("node-b", 2));
        ChildRecord quarantined = twice.quarantined(twice.history(), 3);

        assertThat(quarantined.resumed("node-c", 4).history().suspicion()).isEqualTo(Suspicion.NONE);
    }

    @Test
    void aCheckpointOrAPinDoesNotMakeItYounger() {
        ChildRecord running = Records.created(1).running(2);
        assertThat(running.checkpointed(new byte[0]).changedAt()).isEqualTo(2);
        assertThat(running.pinned(null).changedAt()).isEqualTo(2);
    }

    @Test
    void knowsWhenItMovedLast() {
        ChildRecord first = Records.created(1).running(2);
        assertThat(first.history().movedAt()).isZero();
        assertThat(first.claimedBy("node-a", 3).history().movedAt()).isZero();
        assertThat(first.released("node-b", null, 4)
                        .claimedBy("node-b", 5)
                        .running(6)
                        .history()
                        .movedAt())
                .isEqualTo(5);
        assertThat(first.claimedBy("node-b", 7).history().movedAt()).isEqualTo(7);
    }

    @Test
    void hidesArgumentsAndStateFromLogs() {
        ChildRecord record = Records.created(1).running(2).checkpointed(new byte[] {1, 2, 3});
        assertThat(record.spec().arguments()).isNotNull();
        assertThat(record.toString())
                .contains("room-1", "RUNNING", "node-a")
                .doesNotContain("[B", "arguments", "state");
        assertThat(record.spec().toString()).contains("room-1").doesNotContain("[B", "arguments");
    }
}
