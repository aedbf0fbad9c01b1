package io.github.distributedsupervisor.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CompareAndSetTest {

    private static final InternalSerializationService SERIALIZATION = new DefaultSerializationServiceBuilder().build();

    private final Map<String, StoredRecord> map = new HashMap<>();
    private final Map.Entry<String, StoredRecord> entry = new RegistryModel.MapEntry(map, "room-1");

    @AfterAll
    static void dispose() {
        SERIALIZATION.dispose();
    }

    @Test
    void createsARecordWhereThereIsNone() {
        ChildRecord created = Records.created(1);
        Outcome outcome = new CompareAndSet(null, created).process(entry);

        assertThat(outcome.applied()).isTrue();
        assertThat(stored().changeId()).isEqualTo(created.changeId());
        assertThat(stored().revision()).isEqualTo(1);
        assertThat(outcome.current()).isEqualTo(stored());
    }

    @Test
    void createsNothingWhereThereIsARecord() {
        ChildRecord first = apply(null, Records.created(1));
        Outcome outcome = new CompareAndSet(null, Records.created(2)).process(entry);

        assertThat(outcome.applied()).isFalse();
        assertThat(outcome.current()).isEqualTo(first);
        assertThat(stored()).isEqualTo(first);
    }

    @Test
    void incrementsTheRevisionWithEachChange() {
        ChildRecord first = apply(null, Records.created(1));
        ChildRecord second = apply(first, first.running(2));
        ChildRecord third = apply(second, second.stopping(3));

        assertThat(third.revision()).isEqualTo(second.revision() + 1).isEqualTo(first.revision() + 2);
    }

    @Test
    void refusesAChangeThatWasDecidedOnAnOldRevision() {
        ChildRecord first = apply(null, Records.created(1));
        ChildRecord second = apply(first, first.running(2));
        CompareAndSet stale = new CompareAndSet(first, first.claimedBy("node-b", 3));
        Outcome outcome = stale.process(entry);

        assertThat(outcome.applied()).isFalse();
        assertThat(outcome.current()).isEqualTo(second);
        assertThat(stored()).isEqualTo(second);
        assertThat(stale.getBackupProcessor()).isNull();
    }

    @Test
    void refusesAChangeThatWasDecidedOnAnotherRecordOfTheSameRevision() {
        ChildRecord first = apply(null, Records.created(1));
        ChildRecord here = apply(first, first.running(2));
        ChildRecord onTheOtherSide = first.running(3).withRevision(here.revision());

        Outcome outcome = new CompareAndSet(onTheOtherSide, onTheOtherSide.stopping(4)).process(entry);

        assertThat(outcome.applied()).isFalse();
        assertThat(stored()).isEqualTo(here);
    }

    @Test
    void refusesAChangeOfARecordThatIsGone() {
        ChildRecord first = apply(null, Records.created(1));
        map.clear();
        Outcome outcome = new CompareAndSet(first, first.running(2)).process(entry);

        assertThat(outcome.applied()).isFalse();
        assertThat(outcome.current()).isNull();
        assertThat(map).isEmpty();
    }

    @Test
    void recognisesItsOwnChangeWhenItRunsTwice() {
        ChildRecord first = apply(null, Records.created(1));
        CompareAndSet change = new CompareAndSet(first, first.running(2));
        Outcome once = change.process(entry);
        Outcome twice = copyOf(change).process(entry);

        assertThat(twice.applied()).isTrue();
        assertThat(twice.current()).isEqualTo(once.current()).isEqualTo(stored());
        assertThat(stored().revision()).isEqualTo(first.revision() + 1);
    }

    @Test
    void givesBackupsTheValueInsteadOfRunningThere() {
        ChildRecord first = apply(null, Records.created(1));
        CompareAndSet change = new CompareAndSet(first, first.running(2));
        change.process(entry);
        Map<String, StoredRecord> backup = new HashMap<>();
        var effect = copyOf(change.getBackupProcessor());
        effect.process(new RegistryModel.MapEntry(backup, "room-1")); // one that missed what came before
        effect.process(new RegistryModel.MapEntry(backup, "room-1"));

        assertThat(effect).isInstanceOf(Replace.class);
        assertThat(describe(backup.get("room-1").content())).isEqualTo(describe(stored()));
    }

    @Test
    void givesBackupsTheValueAgainWhenItRunsTwice() {
        CompareAndSet change = new CompareAndSet(null, Records.created(1));
        change.process(entry);
        CompareAndSet repeated = copyOf(change);
        repeated.process(entry);
        Map<String, StoredRecord> backup = new HashMap<>();
        repeated.getBackupProcessor().process(new RegistryModel.MapEntry(backup, "room-1"));

        assertThat(backup.get("room-1").content()).isEqualTo(stored());
    }

    @Test
    void neverLowersTheRevisionWhenALostRecordIsWrittenAgain() {
        ChildRecord first = apply(null, Records.created(1));
        ChildRecord second = apply(first, first.running(2));
        map.clear();
        ChildRecord again = apply(null, second.reassertedOver(null, 3));

        assertThat(again.incarnation()).isEqualTo(second.incarnation());
        assertThat(again.revision()).isPositive();
    }

    @Test
    void purgesATombstoneOnlyAtItsRevision() {
        ChildRecord first = apply(null, Records.created(1));
        new Purge(first.revision()).process(entry);
        assertThat(map).as("a live record").hasSize(1);

        ChildRecord tombstone = apply(first, first.removed(null, 2));
        new Purge(tombstone.revision() - 1).process(entry);
        assertThat(map).as("another revision").hasSize(1);

        copyOf(new Purge(tombstone.revision())).process(entry);
        new Purge(tombstone.revision()).process(entry);
        assertThat(map).isEmpty();
    }

    @Test
    void travelsWithAllFields() {
        ChildRecord full = Records.created(1)
                .running(2)
                .restarting(Records.history(4, "crash: \u00e4\u4e2d"), 3)
                .released("node-b", new byte[] {9, 8}, 4)
                .withRevision(77);

        assertThat(describe(copyOf(new StoredRecord(full)).content())).isEqualTo(describe(full));
    }

    @Test
    void travelsWithNulls() {
        ChildRecord bare = Records.created(1).removed(null, 2);

        ChildRecord copy = copyOf(new StoredRecord(bare)).content();
        assertThat(describe(copy)).isEqualTo(describe(bare));
        assertThat(copy.host()).isNull();
        assertThat(copy.target()).isNull();
        assertThat(copy.state()).isNull();
        assertThat(copy.history()).isEqualTo(RestartHistory.NONE);
    }

    @Test
    void travelsInEachPhase() {
        for (Phase phase : Phase.values()) {
            ChildRecord r = Records.created(1);
            ChildRecord record = new ChildRecord(
                    r.spec(),
                    3,
                    r.changeId(),
                    phase,
                    null,
                    "t",
                    4,
                    r.startId(),
                    true,
                    new byte[0],
                    Records.history(6, ""),
                    7);
            assertThat(describe(copyOf(new StoredRecord(record)).content())).isEqualTo(describe(record));
        }
    }

    @Test
    void travelsWithAllThatItsSpecSays() {
        StoredSpec spec = new StoredSpec(
                "room",
                "room-1",
                new byte[0],
                Restart.PERMANENT,
                Shutdown.infinity(),
                new RestartIntensity(7, Duration.ofMillis(9)),
                new NodePin("node-a", true),
                1_234,
                Set.of("a.B", "a.C"));
        ChildRecord record = ChildRecord.create(spec, null, "node-a", UUID.randomUUID(), 1);
        assertThat(describe(copyOf(new StoredRecord(record)).content())).isEqualTo(describe(record));
    }

    @Test
    void travelsAsOutcome() {
        Outcome nothing = copyOf(new Outcome(false, null));
        assertThat(nothing.applied()).isFalse();
        assertThat(nothing.current()).isNull();

        ChildRecord record = Records.created(1);
        Outcome something = copyOf(Outcome.of(true, record));
        assertThat(something.applied()).isTrue();
        assertThat(describe(something.current())).isEqualTo(describe(record));
    }

    private ChildRecord apply(ChildRecord expected, ChildRecord update) {
        Outcome outcome = copyOf(new CompareAndSet(expected, update)).process(entry);
        assertThat(outcome.applied()).isTrue();
        return outcome.current();
    }

    private ChildRecord stored() {
        return map.get("room-1").content();
    }

    private static <T> T copyOf(T object) {
        return SERIALIZATION.toObject(SERIALIZATION.toData(object));
    }

    /** All fields; arrays by content. */
    private static String describe(ChildRecord r) {
        return java.util.Arrays.toString(r.state())
                + java.util.Arrays.toString(r.spec().arguments())
                + java.util.Arrays.deepToString(new Object[] {
                    r.spec().type(),
                    r.spec().name(),
                    r.spec().restart(),
                    r.spec().shutdown(),
                    r.revision(),
                    r.changeId(),
                    r.phase(),
                    r.host(),
                    r.target(),
                    r.incarnation(),
                    r.startId(),
                    r.established(),
                    r.spec().intensity(),
                    r.spec().pin(),
                    r.spec().passivateMillis(),
                    r.history(),
                    r.changedAt()
                });
    }
}
