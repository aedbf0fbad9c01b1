package io.github.distributedsupervisor.internal.registry;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One record of two, when the sides of a split cluster come together. A pure function. The larger side, which receives,
 * keeps its host; what was removed on either side stays removed; the incarnation is above both, so that nothing either
 * side has done can be mistaken for something newer. What one side has told somebody runs is not removed because a start has
 * failed on the other.
 */
final class RecordMerge {

    private RecordMerge() {}

    /**
     * What both sides know.
     *
     * @param existing the record of the larger side, or null
     * @param merging that of the smaller side, whose children have stopped
     */
    static ChildRecord merge(@Nullable ChildRecord existing, ChildRecord merging) {
        if (existing == null) {
            // its host may be on the larger side and run it still, or on a third one; if it is gone, it is taken over
            return merging;
        }
        if (existing.startId().equals(merging.startId())) {
            return ofOneChild(existing, merging);
        }
        // the name was given anew on one side at least: the larger one decides, unless it has only a grave
        boolean anew = !existing.live() && merging.live() && merging.incarnation() > existing.incarnation();
        return anew ? above(merging, existing) : above(existing, merging);
    }

    private static ChildRecord ofOneChild(ChildRecord existing, ChildRecord merging) {
        boolean merges = merging.live() && merging.phase() != Phase.STOPPING;
        if (!existing.live()) {
            boolean onlyFailed = existing.failedToStart() && merges && merging.established();
            return onlyFailed ? above(merging, existing) : above(existing, merging);
        }
        if (merging.failedToStart() && existing.established()) {
            return above(existing, merging);
        }
        if (!merges) {
            return existing.host() == null ? above(buried(merging), existing) : ended(existing, merging);
        }
        boolean sameInstance = existing.incarnation() == merging.incarnation() && sameHost(existing, merging);
        return sameInstance && !establishes(merging, existing) ? existing : above(existing, merging);
    }

    /** Whether only the other side knows that the child has run, and may have told so. */
    private static boolean establishes(ChildRecord other, ChildRecord winner) {
        return other.established() && !winner.established() && other.startId().equals(winner.startId());
    }

    /** Its host is to stop it, and then removes the record: until then the name is not free. */
    private static ChildRecord ended(ChildRecord running, ChildRecord removed) {
        return renewed(
                running.stopping(running.changedAt()),
                Math.max(running.incarnation(), removed.incarnation()) + 1,
                Math.max(running.revision(), removed.revision()));
    }

    private static ChildRecord buried(ChildRecord record) {
        return record.live()
                ? renewed(record.removed(null, record.changedAt()), record.incarnation(), record.revision())
                : record;
    }

    private static boolean sameHost(ChildRecord one, ChildRecord other) {
        return one.host() == null || other.host() == null || one.host().equals(other.host());
    }

    /** The winner; its incarnation grows only if the other has reached it, or knows more of it. */
    private static ChildRecord above(ChildRecord winner, ChildRecord other) {
        boolean establishes = winner.live() && establishes(other, winner);
        if (!establishes && other.incarnation() < winner.incarnation()) {
            return winner;
        }
        return renewed(
                establishes ? winner.withEstablished(true) : winner,
                Math.max(winner.incarnation(), other.incarnation()) + 1,
                Math.max(winner.revision(), other.revision()));
    }

    /** The change id follows from what was merged, so that the same merge has the same result everywhere. */
    private static ChildRecord renewed(ChildRecord record, long incarnation, long revision) {
        return new ChildRecord(
                record.spec(),
                revision + 1,
                new UUID(revision, incarnation),
                record.phase(),
                record.host(),
                record.target(),
                incarnation,
                record.startId(),
                record.established(),
                record.state(),
                record.history(),
                record.changedAt());
    }
}
