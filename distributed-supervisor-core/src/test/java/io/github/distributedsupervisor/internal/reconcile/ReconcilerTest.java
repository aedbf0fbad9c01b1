package io.github.distributedsupervisor.internal.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.RestartHistory;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one pass decides at node "a", in a cluster of "a" and "b" where "a" owns the partition. */
class ReconcilerTest {

    private static final String NAME = "room";
    private static final long NOW = 1_000_000;

    private final Set<String> members = new HashSet<>(Set.of("a", "b"));
    private final Map<String, NodeState> states = new HashMap<>(Map.of("a", NodeState.READY, "b", NodeState.READY));
    private final List<ChildRecord> coordinated = new ArrayList<>();
    private final List<ChildRecord> hosted = new ArrayList<>();
    private final List<LocalChild> children = new ArrayList<>();
    private final Set<String> moving = new HashSet<>();
    private final Set<String> overdue = new HashSet<>();
    private long minResidencyMillis;
    private boolean alone;
    private String owner = "a";
    private long stableMillis = 10_000;

    // ---- as host

    @Test
    void leavesAChildAloneThatItsRecordDescribes() {
        ChildRecord record = record(Phase.RUNNING, "a", 5);
        hosted.add(record);
        children.add(child(5, true));

        assertThat(decide()).isEmpty();
    }

    @Test
    void startsAChildAnewThatItsRecordPlacesHereButThatIsMissing() {
        ChildRecord record = record(Phase.RUNNING, "a", 5);
        hosted.add(record);

        assertThat(decide()).containsExactly(new Action.StartAnew(record));
    }

    @Test
    void leavesAFreshClaimToWhoeverMadeIt() {
        hosted.add(record(Phase.STARTING, "a", 5));

        assertThat(decide()).isEmpty();
    }

    @Test
    void startsAClaimedChildAnewWhenNobodyBeganItInTime() {
        ChildRecord record = record(Phase.STARTING, "a", 5);
        hosted.add(record);
        overdue.add(NAME);

        assertThat(decide()).containsExactly(new Action.StartAnew(record));
    }

    @Test
    void buriesAMissingChildThatWasBeingStopped() {
        ChildRecord record = record(Phase.STOPPING, "a", 5);
        hosted.add(record);

        assertThat(decide()).containsExactly(new Action.Bury(record));
    }

    @ParameterizedTest
    @EnumSource(value = NodeState.class, names = "READY", mode = EnumSource.Mode.EXCLUDE)
    void vacatesTheRecordOfAMissingChildWhenItTakesNoChildren(NodeState state) {
        states.put("a", state);
        ChildRecord record = record(Phase.RUNNING, "a", 5);
        hosted.add(record);

        assertThat(decide()).containsExactly(new Action.Vacate(record));
    }

    @Test
    void leavesTheRecordOfAMissingChildAloneWhenNobodyCouldTakeIt() {
        states.put("a", NodeState.EVICTING);
        states.put("b", NodeState.DRAINING);
        hosted.add(record(Phase.RUNNING, "a", 5));

        assertThat(decide()).isEmpty();
    }

    @Test
    void writesALostRecordAgain() {
        children.add(child(5, true));

        assertThat(decide()).containsExactly(new Action.Reassert(NAME, 5));
    }

    @Test
    void writesARecordAgainThatHasMissedWhatHasBecomeOfItsChild() {
        hosted.add(record(Phase.STARTING, "a", 5));
        children.add(new LocalChild(NAME, 5, hosted.get(0).revision() + 1, true));
        assertThat(decide()).containsExactly(new Action.Reassert(NAME, 5));

        children.set(0, new LocalChild(NAME, 5, hosted.get(0).revision(), true));
        assertThat(decide()).isEmpty();
    }

    @Test
    void decidesNothingAboutAChildThatItIsChanging() {
        children.add(child(5, false));
        assertThat(decide()).isEmpty();

        hosted.add(record(Phase.RUNNING, "b", 6));
        assertThat(decide()).isEmpty();
    }

    @Test
    void writesARecordAgainThatIsOlderThanItsChild() {
        hosted.add(record(Phase.RUNNING, "b", 4));
        children.add(child(5, true));

        assertThat(decide()).containsExactly(new Action.Reassert(NAME, 5));
    }

    @Test
    void stopsAChildWhoseRecordNamesANewerInstanceElsewhere() {
        hosted.add(record(Phase.RUNNING, "b", 6));
        children.add(child(5, true));

        assertThat(decide()).containsExactly(new Action.StopObsolete(NAME, 5));
    }

    @Test
    void stopsAChildWhoseRecordNamesANewerInstanceHere() {
        hosted.add(record(Phase.STARTING, "a", 6));
        children.add(child(5, true));

        assertThat(decide()).containsExactly(new Action.StopObsolete(NAME, 5));
    }

    @Test
    void stopsAChildThatWasRemoved() {
        hosted.add(withRevision(record(Phase.REMOVED, null, 5), 8));
        children.add(child(5, true));

        assertThat(decide()).containsExactly(new Action.StopObsolete(NAME, 5));
    }

    @Test
    void stopsNoChildBecauseOfAnOldReadOfItsOwnIncarnation() {
        hosted.add(withRevision(record(Phase.RELEASED, null, 5), 6));
        children.add(child(5, true));

        assertThat(decide()).isEmpty();
    }

    // ---- as coordinator

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"STARTING", "RUNNING", "RESTARTING"})
    void assignsTheChildOfADeadNode(Phase phase) {
        ChildRecord record = record(phase, "dead", 5);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Assign(record, "a", true));
    }

    @Test
    void buriesAChildWhoseNodeDiedWhileItWasBeingStopped() {
        ChildRecord record = record(Phase.STOPPING, "dead", 5);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Bury(record));
    }

    @Test
    void buriesATemporaryChildWhoseNodeDied() {
        ChildRecord record = record(Restart.TEMPORARY, Phase.RUNNING, "dead", null, 5);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Bury(record));
    }

    @Test
    void assignsATransientChildWhoseNodeDied() {
        ChildRecord record = record(Restart.TRANSIENT, Phase.RUNNING, "dead", null, 5);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Assign(record, "a", true));
    }

    @Test
    void leavesTheChildOfALivingNodeAloneEvenIfThatDoesNotRunTheSupervisor() {
        states.remove("b");
        coordinated.add(record(Phase.RUNNING, "b", 5));

        assertThat(decide()).isEmpty();
    }

    @Test
    void assignsAReleasedChildToItsTarget() {
        ChildRecord record = released("b");
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Assign(record, "b", false));
    }

    @Test
    void assignsAReleasedChildByPlacementWhenItsTargetIsLate() {
        ChildRecord record = released("b");
        coordinated.add(record);
        overdue.add(NAME);

        assertThat(decide()).containsExactly(new Action.Assign(record, "a", false));
    }

    @Test
    void assignsAReleasedChildByPlacementWhenItsTargetTakesNoChildren() {
        states.put("b", NodeState.DRAINING);
        ChildRecord record = released("b");
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Assign(record, "a", false));
    }

    @Test
    void assignsAReleasedChildWithoutTarget() {
        ChildRecord record = released(null);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.Assign(record, "a", false));
    }

    @Test
    void waitsWithAllWhenNoNodeTakesChildren() {
        states.put("a", NodeState.EVICTING);
        states.put("b", NodeState.EVICTING);
        coordinated.add(released(null));
        coordinated.add(record(Phase.RUNNING, "dead", 5));
        coordinated.add(record(Phase.RUNNING, "b", 5));

        assertThat(decide()).isEmpty();
    }

    @Test
    void asksTheHostToReleaseAChildThatBelongsElsewhere() {
        ChildRecord record = record(Phase.RUNNING, "b", 5);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.RequestRelease(record, "b", "a"));
    }

    @Test
    void movesNothingForBalanceWhileTheClusterChanges() {
        stableMillis = 999;
        coordinated.add(record(Phase.RUNNING, "b", 5));

        assertThat(decide()).isEmpty();
    }

    @Test
    void movesNoChildForBalanceThatHasJustMoved() {
        minResidencyMillis = 500;
        coordinated.add(movedAt(NOW - 499));
        assertThat(decide()).isEmpty();

        coordinated.set(0, movedAt(NOW - 500));
        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.RequestRelease.class);
    }

    @Test
    void movesAChildThatHasJustMovedAwayFromANodeThatLeaves() {
        minResidencyMillis = 500;
        states.put("b", NodeState.EVICTING);
        coordinated.add(movedAt(NOW - 1));

        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.RequestRelease.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"DRAINING", "EVICTING"})
    void movesNothingForBalanceWhileANodeLeaves(NodeState state) {
        coordinated.add(record(Phase.RUNNING, "b", 5));
        members.add("c");
        states.put("c", state);
        assertThat(decide()).isEmpty();

        members.remove("c"); // it has left
        assertThat(decide()).hasSize(1);
    }

    private static ChildRecord movedAt(long time) {
        return record(Phase.RELEASED, null, 5).claimedBy("b", time).running(time);
    }

    @ParameterizedTest
    @CsvSource({"STARTING", "STOPPING"})
    void movesNoChildThatIsStartingOrStopping(Phase phase) {
        coordinated.add(record(phase, "b", 5));

        assertThat(decide()).isEmpty();
    }

    @Test
    void asksOnce() {
        coordinated.add(record(Phase.RUNNING, "b", 5));
        moving.add(NAME);

        assertThat(decide()).isEmpty();
    }

    @Test
    void movesOnlySoManyAtATime() {
        for (int i = 0; i < 5; i++) {
            coordinated.add(named("room-" + i, Phase.RUNNING, "b"));
        }
        assertThat(decide()).hasSize(2);

        moving.add("another");
        assertThat(decide()).hasSize(1);

        moving.add("one more");
        assertThat(decide()).isEmpty();
    }

    @Test
    void countsReleasedChildrenAsMoving() {
        coordinated.add(named("room-0", Phase.RELEASED, null));
        coordinated.add(named("room-1", Phase.RUNNING, "b"));
        coordinated.add(named("room-2", Phase.RUNNING, "b"));

        assertThat(decide())
                .extracting(Action::name, Object::getClass)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("room-0", Action.Assign.class),
                        org.assertj.core.groups.Tuple.tuple("room-1", Action.RequestRelease.class));
    }

    @Test
    void letsAChildOfADrainingNodeWaitForItsPartition() {
        states.put("b", NodeState.DRAINING);
        owner = "b";
        coordinated.add(record(Phase.RUNNING, "b", 5));
        assertThat(decide()).isEmpty();

        owner = "a";
        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.RequestRelease.class);
    }

    @Test
    void movesTheChildrenOfADrainingNodeWithoutLimitAndAtOnce() {
        states.put("b", NodeState.DRAINING);
        stableMillis = 0;
        for (int i = 0; i < 5; i++) {
            coordinated.add(named("room-" + i, Phase.RUNNING, "b"));
        }

        assertThat(decide()).hasSize(5).allMatch(action -> action instanceof Action.RequestRelease);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"READY", "DRAINING", "EVICTING"})
    void letsTheFirstChildComeAlone(NodeState from) {
        alone = true;
        states.put("b", from);
        for (int i = 0; i < 5; i++) {
            coordinated.add(named("room-" + i, Phase.RUNNING, "b"));
        }
        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.RequestRelease.class);

        moving.add("room-3");
        assertThat(decide()).isEmpty();

        moving.clear();
        coordinated.set(3, named("room-3", Phase.STARTING, "a"));
        assertThat(decide()).isEmpty();

        coordinated.set(3, named("room-3", Phase.RELEASED, null));
        assertThat(decide()).hasSize(1).first().isInstanceOf(Action.Assign.class);
    }

    @Test
    void movesTheChildrenOfAnEvictingNodeWhereverThereIsPlace() {
        states.put("b", NodeState.EVICTING);
        owner = "b";
        stableMillis = 0;
        ChildRecord record = record(Phase.RESTARTING, "b", 5);
        coordinated.add(record);

        assertThat(decide()).containsExactly(new Action.RequestRelease(record, "b", "a"));
    }

    @Test
    void forgetsATombstoneOnlyWhenItHasExpired() {
        ChildRecord tombstone = record(Phase.REMOVED, null, 5);
        coordinated.add(tombstone);
        assertThat(decideAt(tombstone.changedAt() + 60_000)).isEmpty();

        assertThat(decideAt(tombstone.changedAt() + 60_001)).containsExactly(new Action.Forget(tombstone));
    }

    // ---- who coordinates

    @Test
    void theOwnerCoordinatesWhenItIsReadyElseADeputy() {
        assertThat(view().coordinatorOf("7", "b")).isEqualTo("b");
        states.put("b", NodeState.DRAINING);
        assertThat(view().coordinatorOf("7", "b")).isEqualTo("a");
    }

    @Test
    void aLeavingNodeCoordinatesWhenNobodyIsReady() {
        states.put("a", NodeState.EVICTING);
        states.put("b", NodeState.ABSENT);
        assertThat(view().coordinatorOf("7", "b")).isEqualTo("a");
        assertThat(view().placementOfName(NAME)).isNull();

        states.put("a", NodeState.ABSENT);
        assertThat(view().coordinatorOf("7", "b")).isNull();
    }

    @Test
    void aNodeThatIsNoMemberIsNotReadyWhateverItSaid() {
        members.remove("b");
        assertThat(view().readyNodes()).containsExactly("a");
        assertThat(view().stateOf("b")).isEqualTo(NodeState.ABSENT);
        assertThat(view().coordinatorOf("7", "b")).isEqualTo("a");
    }

    private List<Action> decide() {
        return decideAt(NOW);
    }

    private List<Action> decideAt(long now) {
        return Reconciler.decide(new ReconcileInput(
                view(),
                coordinated,
                hosted,
                children,
                moving,
                overdue,
                now,
                new ReconcileInput.Limits(1_000, 2, 60_000, minResidencyMillis, alone)));
    }

    private ClusterView view() {
        return new ClusterView("a", members, states, name -> owner, stableMillis);
    }

    private static LocalChild child(long incarnation, boolean settled) {
        return new LocalChild(NAME, incarnation, 7, settled);
    }

    private static ChildRecord record(Phase phase, String host, long incarnation) {
        return record(Restart.PERMANENT, phase, host, null, incarnation);
    }

    private static ChildRecord released(String target) {
        return record(Restart.PERMANENT, Phase.RELEASED, null, target, 5);
    }

    private static ChildRecord record(Restart restart, Phase phase, String host, String target, long incarnation) {
        return record(NAME, restart, phase, host, target, incarnation, 7);
    }

    private static ChildRecord named(String name, Phase phase, String host) {
        return record(name, Restart.PERMANENT, phase, host, null, 5, 7);
    }

    private static ChildRecord withRevision(ChildRecord r, long revision) {
        return record(r.name(), r.spec().restart(), r.phase(), r.host(), r.target(), r.incarnation(), revision);
    }

    private static ChildRecord record(
            String name, Restart restart, Phase phase, String host, String target, long incarnation, long revision) {
        StoredSpec spec = new StoredSpec("type", name, new byte[0], restart, Shutdown.infinity());
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new ChildRecord(
                spec, revision, id, phase, host, target, incarnation, id, true, null, RestartHistory.NONE, NOW - 1_000);
    }
}
