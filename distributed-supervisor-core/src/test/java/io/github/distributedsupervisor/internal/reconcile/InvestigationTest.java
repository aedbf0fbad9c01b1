package io.github.distributedsupervisor.internal.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import io.github.distributedsupervisor.internal.registry.Suspicion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may have killed a node: decided at node "a", the nodes "x" and "y" are dead. */
class InvestigationTest {

    private static final long NOW = 1_000_000;
    private static final ChildFailure FAILURE = new ChildFailure(Instant.EPOCH, 1, "node lost", "", "");

    private final List<ChildRecord> coordinated = new ArrayList<>();
    private final List<ChildRecord> elsewhere = new ArrayList<>();
    private Map<String, Long> lostAt = Map.of("x", NOW - 10, "y", NOW - 10);

    @Test
    void suspectsAChildWithWhoseStartItsHostDied() {
        ChildRecord starting = starting("p", "x");
        coordinated.add(starting);

        assertThat(decide()).containsExactly(new Action.Suspect(starting, 0));
    }

    @Test
    void suspectsAChildThatHadJustStarted() {
        ChildRecord young = starting("p", "x").running(NOW - 10 - 700);
        coordinated.add(young);

        assertThat(decide()).containsExactly(new Action.Suspect(young, 700));
    }

    @Test
    void suspectsNobodyWhoRanWellBeforeOrCameFromWhereItRanWell() {
        ChildRecord old = starting("old", "x").running(NOW - 10 - Suspicion.WELL_MILLIS);
        ChildRecord moved = starting("moved", "b")
                .running(0)
                .released("x", null, NOW - 50)
                .claimedBy("x", NOW - 40)
                .running(NOW - 30);
        coordinated.addAll(List.of(old, moved));

        assertThat(decide()).containsExactly(new Action.Assign(old, "a", true), new Action.Assign(moved, "a", true));
    }

    @Test
    void suspectsNobodyWhenNobodyLooksForSuspects() {
        lostAt = Map.of();
        ChildRecord starting = starting("p", "x");
        coordinated.add(starting);

        assertThat(decide()).containsExactly(new Action.Assign(starting, "a", true));
    }

    @Test
    void waitsUntilAllCoordinatorsHaveWrittenWhomTheySuspect() {
        ChildRecord alone = suspect(starting("p", "x"), 0, NOW - Investigation.SETTLE_MILLIS + 1);
        coordinated.add(alone);
        assertThat(decide()).isEmpty();

        coordinated.set(0, suspect(starting("p", "x"), 0, NOW - Investigation.SETTLE_MILLIS));
        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.Assign.class);
    }

    @Test
    void startsSuspectsOneAtATimeInAnOrderThatAllCoordinatorsAgreeOn() {
        ChildRecord mine = suspect(starting("p", "x"), 0, NOW - 5_000);
        coordinated.add(mine);
        assertThat(decide()).containsExactly(new Action.Assign(mine, "a", true));

        elsewhere.add(suspect(starting("q", "y"), 0, NOW - 5_000));
        assertThat(decide()).containsExactly(new Action.Assign(mine, "a", true));

        elsewhere.add(suspect(starting("o", "y"), 0, NOW - 5_000));
        assertThat(decide()).isEmpty();
    }

    @Test
    void startsNoSuspectWhileAnotherOneIsWatched() {
        coordinated.add(suspect(starting("q", "x"), 0, NOW - 5_000));
        ChildRecord first = suspect(starting("p", "x"), 700, NOW - 6_000);
        ChildRecord starting = first.claimedBy("b", NOW - 4_000);
        elsewhere.add(starting);
        assertThat(decide()).isEmpty();

        long ranLongEnough = NOW - 700 - Suspicion.NOTICE_MILLIS;
        elsewhere.set(0, starting.running(ranLongEnough + 1));
        assertThat(decide()).isEmpty();

        elsewhere.set(0, starting.running(ranLongEnough));
        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.Assign.class);
    }

    @Test
    void waitsForNoStartThatHangs() {
        coordinated.add(suspect(starting("q", "x"), 0, NOW - 50_000));
        elsewhere.add(
                suspect(starting("p", "x"), 0, NOW - 50_000).claimedBy("b", NOW - Investigation.LONGEST_START_MILLIS));

        assertThat(decide()).hasSize(1);
    }

    @Test
    void aSuspectWithoutANodeHoldsUpNoOther() {
        ChildRecord mine = suspect(starting("q", "x"), 0, NOW - 5_000);
        coordinated.add(mine);
        elsewhere.add(suspect(pinned("p", "x"), 0, NOW - 5_000));

        assertThat(decide()).containsExactly(new Action.Assign(mine, "a", true));
    }

    @Test
    void quarantinesTheOnlyOneWithWhichTwoNodesDied() {
        ChildRecord killer = twice("p", "x", "y");
        coordinated.add(killer);
        elsewhere.add(suspect(starting("bystander", "y"), 0, NOW - 5_000));

        assertThat(decide()).containsExactly(new Action.Quarantine(killer));
    }

    @Test
    void quarantinesNobodyWhileTwoAreSuspectedOfBothDeaths() {
        ChildRecord one = twice("p", "x", "y");
        coordinated.add(one);
        coordinated.add(twice("q", "x", "y"));
        assertThat(decide()).containsExactly(new Action.Assign(one, "a", true));
    }

    @Test
    void quarantinesNobodyAfterTheDeathOfOneNode() {
        coordinated.add(suspect(starting("p", "x"), 0, NOW - 5_000));

        assertThat(decide()).noneMatch(action -> action instanceof Action.Quarantine);
    }

    @Test
    void holdsUpManyOnlyIfASecondNodeDiesWithThem() {
        for (int i = 0; i <= Investigation.FEW; i++) {
            coordinated.add(suspect(starting("p" + i, "x"), 0, NOW - 5_000));
        }
        assertThat(decide()).hasSize(Investigation.FEW + 1).allMatch(action -> action instanceof Action.Assign);

        coordinated.clear();
        for (int i = 0; i <= Investigation.FEW; i++) {
            coordinated.add(twice("p" + i, "x", "y"));
        }
        assertThat(decide()).hasSize(1);
    }

    @Test
    void theOneThatWasStillStartingWaitsUntilAWaveOfOthersHasRunLongEnough() {
        ChildRecord killer = suspect(starting("killer", "x"), 0, NOW - 5_000);
        coordinated.add(killer);
        for (int i = 0; i <= Investigation.FEW; i++) {
            coordinated.add(suspect(starting("p" + i, "x").running(0), 700, NOW - 5_000));
        }
        assertThat(decide())
                .extracting(Action::name)
                .hasSize(Investigation.FEW + 1)
                .doesNotContain("killer");

        coordinated.replaceAll(record ->
                record == killer ? killer : record.claimedBy("a", NOW - 600).running(NOW - 500));
        assertThat(decide()).isEmpty();
        coordinated.replaceAll(
                record -> record == killer ? killer : record.running(NOW - 700 - Suspicion.NOTICE_MILLIS));
        assertThat(decide()).containsExactly(new Action.Assign(killer, "a", true));
    }

    private List<Action> decide() {
        List<ChildRecord> known = new ArrayList<>(elsewhere);
        coordinated.stream()
                .filter(record -> record.history().suspicion().deaths() > 0)
                .forEach(known::add);
        ClusterView view = new ClusterView(
                "a", Set.of("a", "b"), Map.of("a", NodeState.READY, "b", NodeState.READY), name -> "a", 10_000);
        return Reconciler.decide(new ReconcileInput(
                view,
                coordinated,
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                NOW,
                new ReconcileInput.Limits(1_000, 2, 60_000),
                new Suspects(lostAt, known)));
    }

    private static ChildRecord suspect(ChildRecord record, long ranMillis, long at) {
        return record.suspected(ranMillis, FAILURE, at);
    }

    private static ChildRecord twice(String name, String first, String second) {
        return suspect(suspect(starting(name, first), 0, NOW - 9_000).claimedBy(second, NOW - 8_000), 0, NOW - 5_000);
    }

    private static ChildRecord starting(String name, String host) {
        StoredSpec spec = new StoredSpec("type", name, new byte[0], Restart.PERMANENT, Shutdown.infinity());
        return ChildRecord.create(spec, null, host, UUID.randomUUID(), NOW - 20_000);
    }

    /** Requires a node that is not there. */
    private static ChildRecord pinned(String name, String host) {
        return starting(name, host).pinned(new NodePin("away", true));
    }
}
