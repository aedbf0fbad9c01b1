package io.github.distributedsupervisor.internal.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.reconcile.Audit.Finding;
import io.github.distributedsupervisor.internal.reconcile.Audit.Sighting;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What "a" finds, which decides about "room"; its record says that the child runs on "b". */
class AuditTest {

    private static final ChildRecord RUNNING = ChildRecord.create(
                    new StoredSpec("type", "room", new byte[0], Restart.PERMANENT, Shutdown.infinity()),
                    null,
                    "b",
                    UUID.randomUUID(),
                    5)
            .running(6);

    private final Map<String, NodeState> states =
            new HashMap<>(Map.of("a", NodeState.READY, "b", NodeState.READY, "c", NodeState.READY));
    private final Map<String, Map<String, Long>> differences = new HashMap<>();

    private Set<Sighting> compare(ChildRecord record) {
        ClusterView view = new ClusterView("a", Set.of("a", "b", "c"), states, name -> "a", 0);
        return Audit.compare(view, List.of(record), differences);
    }

    private static Set<Sighting> only(Finding finding) {
        return Set.of(new Sighting(finding, "room"));
    }

    @Test
    void seesNothingWhenAllRunsAsTheRecordsSay() {
        differences.put("b", Map.of());
        assertThat(compare(RUNNING)).isEmpty();
        assertThat(compare(RUNNING.passive(null, 7))).isEmpty();
        assertThat(compare(RUNNING.removed(null, 7))).isEmpty();
    }

    @Test
    void seesAChildThatItsHostDoesNotRun() {
        differences.put("b", Map.of("room", Audit.UNKNOWN));
        assertThat(compare(RUNNING)).isEqualTo(only(Finding.MISSING));
        assertThat(compare(RUNNING.stopping(7))).isEmpty();
        assertThat(compare(RUNNING.claimedBy("c", 7))).isEmpty();
    }

    @Test
    void seesAChildThatNobodyTakesThoughANodeCould() {
        ChildRecord released = RUNNING.released(null, null, 7);
        assertThat(compare(released)).isEqualTo(only(Finding.MISSING));
        assertThat(compare(RUNNING.claimedBy("dead", 7))).isEqualTo(only(Finding.MISSING));

        states.replaceAll((node, state) -> NodeState.EVICTING);
        assertThat(compare(released)).isEmpty();
    }

    @Test
    void seesASecondInstance() {
        differences.put("c", Map.of("room", 5L));
        assertThat(compare(RUNNING)).isEqualTo(only(Finding.DUPLICATE));
    }

    @Test
    void seesInstancesThatNoRecordNames() {
        differences.put("b", Map.of("room", 4L));
        assertThat(compare(RUNNING)).isEqualTo(only(Finding.ORPHAN));
        assertThat(compare(RUNNING.passive(null, 7))).isEqualTo(only(Finding.ORPHAN));
        assertThat(compare(RUNNING.removed(null, 7))).isEqualTo(only(Finding.ORPHAN));

        differences.put("b", Map.of("stranger", 4L));
        assertThat(compare(RUNNING)).containsExactly(new Sighting(Finding.ORPHAN, "stranger"));
    }

    @ParameterizedTest
    @EnumSource
    void countsOnceWhatLastsForMoreThanTwoSweeps(Finding finding) {
        Audit audit = new Audit();
        assertThat(audit.round(only(finding))).isEmpty();
        assertThat(audit.round(only(finding))).isEmpty();
        assertThat(audit.count(finding)).isZero();

        assertThat(audit.round(only(finding))).isEqualTo(only(finding));
        assertThat(audit.round(only(finding))).isEmpty();
        assertThat(audit.count(finding)).isEqualTo(1);
    }

    @Test
    void countsNothingThatIsRepairedInBetween() {
        Audit audit = new Audit();
        audit.round(only(Finding.MISSING));
        audit.round(only(Finding.MISSING));
        audit.round(Set.of());
        audit.round(only(Finding.MISSING));
        audit.round(only(Finding.DUPLICATE));

        assertThat(audit.count(Finding.MISSING)).isZero();
        assertThat(audit.count(Finding.DUPLICATE)).isZero();
    }
}
