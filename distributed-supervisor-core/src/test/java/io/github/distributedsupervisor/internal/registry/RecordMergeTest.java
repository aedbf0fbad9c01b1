package io.github.distributedsupervisor.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordMergeTest {

    private static final StoredSpec SPEC =
            new StoredSpec("room", "room-1", new byte[0], Restart.PERMANENT, Shutdown.infinity());
    private static final UUID START = new UUID(1, 1);

    private final ChildRecord before =
            ChildRecord.create(SPEC, null, "a", START, 1_000).running(1_001);

    @Test
    void theLargerSideKeepsItsHost() {
        ChildRecord larger = before;
        ChildRecord smaller = before.claimedBy("d", 5_000).running(5_001);

        ChildRecord merged = RecordMerge.merge(larger, smaller);

        assertThat(merged.host()).isEqualTo("a");
        assertThat(merged.phase()).isEqualTo(Phase.RUNNING);
        assertThat(merged.incarnation()).isGreaterThan(smaller.incarnation());
    }

    @Test
    void aWinnerThatIsNewerStaysAsItIs() {
        ChildRecord larger = before.claimedBy("b", 9_000).running(9_001);

        assertThat(RecordMerge.merge(larger, before)).isSameAs(larger);
    }

    @Test
    void whatWasNotSplitStaysAsItIs() {
        assertThat(RecordMerge.merge(before, before)).isSameAs(before);
    }

    @Test
    void whatOneSideHasRemovedStaysRemoved() {
        ChildRecord removed = before.removed(null, 6_000);
        ChildRecord takenOver = before.claimedBy("d", 7_000).running(7_001);

        ChildRecord here = RecordMerge.merge(removed, takenOver);
        ChildRecord there = RecordMerge.merge(takenOver, removed);

        assertThat(here.live()).isFalse();
        assertThat(here.incarnation()).isGreaterThanOrEqualTo(takenOver.incarnation());
        assertThat(there.phase()).as("until its host has stopped it").isEqualTo(Phase.STOPPING);
        assertThat(there.host()).isEqualTo("d");
        assertThat(there.incarnation()).isGreaterThan(takenOver.incarnation());
    }

    @Test
    void aNameThatWasGivenAnewAfterItsRemovalLives() {
        ChildRecord removed = before.removed(null, 2_000);
        ChildRecord anew =
                ChildRecord.create(SPEC, removed, "d", new UUID(2, 2), 3_000).running(3_001);

        ChildRecord merged = RecordMerge.merge(removed, anew);

        assertThat(merged.live()).isTrue();
        assertThat(merged.startId()).isEqualTo(anew.startId());
    }

    @Test
    void ofANameThatBothSidesHaveGivenTheLargerOneDecides() {
        ChildRecord larger =
                ChildRecord.create(SPEC, null, "b", new UUID(3, 3), 4_000).running(4_001);
        ChildRecord smaller =
                ChildRecord.create(SPEC, null, "d", new UUID(4, 4), 5_000).running(5_001);

        ChildRecord merged = RecordMerge.merge(larger, smaller);

        assertThat(merged.startId()).isEqualTo(larger.startId());
        assertThat(merged.host()).isEqualTo("b");
        assertThat(merged.incarnation()).isGreaterThan(smaller.incarnation());
    }

    @Test
    void whatOnlyTheSmallerSideKnowsStaysWithItsHostWhichMayBeOnTheLargerOne() {
        assertThat(RecordMerge.merge(null, before)).isSameAs(before);
    }

    @Test
    void whatOneSideHasTakenForStartedIsStartedOnTheOther() {
        ChildRecord starting = ChildRecord.create(SPEC, null, "a", START, 1_000);
        ChildRecord running = starting.running(1_001);
        ChildRecord startingElsewhere = starting.claimedBy("b", 5_000);

        ChildRecord merged = RecordMerge.merge(starting, running);
        ChildRecord mergedElsewhere = RecordMerge.merge(startingElsewhere, running);

        assertThat(merged.established()).isTrue();
        assertThat(merged.incarnation()).as("its host sees the merge").isGreaterThan(starting.incarnation());
        assertThat(mergedElsewhere.established()).isTrue();
        assertThat(mergedElsewhere.host()).isEqualTo("b");
        assertThat(mergedElsewhere.incarnation()).isGreaterThan(startingElsewhere.incarnation());
        assertThat(RecordMerge.merge(running, starting)).isSameAs(running);
    }

    @Test
    void aStartThatFailedOnOneSideDoesNotRemoveWhatRanOnTheOther() {
        ChildRecord starting = ChildRecord.create(SPEC, null, "a", START, 1_000);
        ChildRecord running = starting.running(1_001);
        ChildRecord failed = starting.claimedBy("b", 5_000).removed(Records.failure("no port"), 5_001);

        ChildRecord onTheSmaller = RecordMerge.merge(failed, running);
        ChildRecord onTheLarger = RecordMerge.merge(running, failed);

        assertThat(onTheSmaller.phase()).isEqualTo(Phase.RUNNING);
        assertThat(onTheSmaller.incarnation()).isGreaterThan(failed.incarnation());
        assertThat(onTheLarger.phase()).isEqualTo(Phase.RUNNING);
        assertThat(onTheLarger.host()).isEqualTo("a");
        assertThat(onTheLarger.incarnation()).isGreaterThan(failed.incarnation());
        assertThat(RecordMerge.merge(failed, starting).live())
                .as("it never ran")
                .isFalse();
    }

    @Test
    void whatWasTerminatedAfterAFailureStaysRemoved() {
        ChildRecord starting = ChildRecord.create(SPEC, null, "a", START, 1_000);
        ChildRecord terminated =
                starting.suspected(1, Records.failure("its node died"), 5_000).removed(null, 6_000);

        assertThat(RecordMerge.merge(terminated, starting.running(1_001)).live())
                .isFalse();
    }

    /** All pairs of what the sides may have done with one child since they were split. */
    @Test
    void everyPairKeepsTheRules() {
        for (ChildRecord larger : histories("b", 10_000)) {
            for (ChildRecord smaller : histories("d", 20_000)) {
                ChildRecord merged = RecordMerge.merge(larger, smaller);

                boolean stays = larger.live() && smaller.live() && smaller.phase() != Phase.STOPPING;
                boolean ends = !merged.live() || (merged.phase() == Phase.STOPPING && merged.host() != null);
                assertThat(stays || ends).isTrue();
                assertThat(merged.incarnation())
                        .isGreaterThanOrEqualTo(Math.max(larger.incarnation(), smaller.incarnation()));
                if (stays) {
                    assertThat(merged.host()).isEqualTo(larger.host());
                    assertThat(merged.phase()).isEqualTo(larger.phase());
                    boolean bothRan = larger.incarnation() != smaller.incarnation();
                    boolean above = merged.incarnation() > smaller.incarnation();
                    assertThat(above || !bothRan).isTrue();
                }
                assertThat(merged).isEqualTo(RecordMerge.merge(larger, smaller));
            }
        }
    }

    private List<ChildRecord> histories(String node, long now) {
        List<ChildRecord> histories = new ArrayList<>();
        ChildRecord taken = before.claimedBy(node, now);
        histories.add(before);
        histories.add(taken);
        histories.add(taken.running(now + 1));
        histories.add(taken.running(now + 1).restarting(RestartHistory.NONE, now + 2));
        histories.add(taken.running(now + 1).released(null, null, now + 2));
        histories.add(taken.running(now + 1).passive(null, now + 2));
        histories.add(taken.running(now + 1).quarantined(RestartHistory.NONE, now + 2));
        histories.add(taken.running(now + 1).stopping(now + 2));
        histories.add(taken.running(now + 1).removed(null, now + 2));
        histories.add(before.removed(null, now + 3));
        return histories;
    }
}
