package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.Suspicion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a child of a dead node may start elsewhere, in one pass of decisions. A node may have died of a child that was
 * starting on it or had just started. Such suspects start one at a time, in the same order for all coordinators, and the
 * next one only when the one before has run for longer than it ran on the node that died. So if another node dies, they
 * have one suspect in common, which is not started again.
 *
 * <p>When many start at once, a node that dies has probably died of something else; then they are held up only if a second
 * node dies with them. Those that were still starting and those that had begun to run are counted apart, so that one that
 * dies in its start stands out of a wave of others that have just begun.
 */
final class Investigation {

    static final int FEW = 2;
    /** By then all coordinators have seen that the node is dead, and have written whom they suspect. */
    static final long SETTLE_MILLIS = 1_000;
    /** Nobody waits longer for a child whose start hangs. */
    static final long LONGEST_START_MILLIS = 30_000;

    private static final Comparator<ChildRecord> ORDER = Comparator.comparing(
                    (ChildRecord record) -> -record.history().suspicion().deaths())
            .thenComparing(ChildRecord::name);

    private final Map<String, Long> lostAt;
    private final long now;
    private final Map<String, Integer> suspectsOf = new HashMap<>();
    private final Map<String, Integer> repeatedOf = new HashMap<>();
    private final Map<String, Long> lastSuspectedAt = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final @Nullable String next;

    /** What is to become of a child of a dead node. */
    enum Verdict {
        /** It may start. */
        START,
        /** It may start when its record says what it is suspected of. */
        SUSPECT,
        /** It is not its turn. */
        WAIT,
        /** It is the only one with which two nodes have died. */
        QUARANTINE
    }

    /** @param placeable whether there is a node for a child; those that must wait for one hold up no other */
    Investigation(ClusterView view, Suspects suspects, long now, Predicate<ChildRecord> placeable) {
        this.lostAt = suspects.lostAt();
        this.now = now;
        for (ChildRecord record : suspects.known()) {
            count(record, view);
        }
        ChildRecord first = null;
        boolean watched = false;
        for (ChildRecord record : suspects.known()) {
            boolean waits = waiting.contains(record.name()) && placeable.test(record);
            watched |= isWatched(record, view) || (waits && isOneOfMany(record));
            boolean candidate = waits && inTurn(record);
            if (candidate && (first == null || ORDER.compare(record, first) < 0)) {
                first = record;
            }
        }
        this.next = watched || first == null ? null : first.name();
    }

    private void count(ChildRecord record, ClusterView view) {
        Suspicion suspicion = record.history().suspicion();
        String node = suspicion.node();
        if (node == null) {
            return;
        }
        suspectsOf.merge(kindOf(record), 1, Integer::sum);
        if (suspicion.deaths() > 1) {
            repeatedOf.merge(node, 1, Integer::sum);
        }
        if (record.underSuspicion() && !view.alive(node)) {
            waiting.add(record.name());
            lastSuspectedAt.merge(node, record.changedAt(), Math::max);
        }
    }

    private boolean isWatched(ChildRecord record, ClusterView view) {
        if (!view.alive(record.host())) {
            return false;
        }
        long since = now - record.changedAt();
        return switch (record.phase()) {
            case STARTING, RESTARTING -> since < LONGEST_START_MILLIS;
            case RUNNING -> since < record.history().suspicion().watchMillis();
            default -> false;
        };
    }

    /** Whether it starts only when no other does, and now could. */
    private boolean inTurn(ChildRecord record) {
        return isSettled(record) && !isGuilty(record) && !isOneOfMany(record);
    }

    private boolean isSettled(ChildRecord record) {
        return now - lastSuspectedAt.getOrDefault(nodeOf(record), now) >= SETTLE_MILLIS;
    }

    private boolean isGuilty(ChildRecord record) {
        return record.history().suspicion().deaths() > 1 && repeatedOf.getOrDefault(nodeOf(record), 0) == 1;
    }

    private boolean isOneOfMany(ChildRecord record) {
        return record.history().suspicion().deaths() == 1 && suspectsOf.getOrDefault(kindOf(record), 0) > FEW;
    }

    /** The node and whether the child had begun to run there. */
    private static String kindOf(ChildRecord record) {
        return nodeOf(record) + (record.history().suspicion().ranMillis() == 0 ? "/starting" : "/running");
    }

    private static String nodeOf(ChildRecord record) {
        String node = record.history().suspicion().node();
        return node == null ? "" : node;
    }

    /** What is to become of a child whose host is no member any more. */
    Verdict of(ChildRecord record) {
        if (!record.underSuspicion()) {
            return ranMillis(record) == null ? Verdict.START : Verdict.SUSPECT;
        }
        if (!waiting.contains(record.name()) || !isSettled(record)) {
            return Verdict.WAIT;
        }
        if (isGuilty(record)) {
            return Verdict.QUARANTINE;
        }
        return isOneOfMany(record) || record.name().equals(next) ? Verdict.START : Verdict.WAIT;
    }

    /** How long a suspect had run on the node that died; null for one that is none. */
    @Nullable
    Long ranMillis(ChildRecord record) {
        Long lost = lostAt.get(record.host());
        if (lost == null || record.history().suspicion().trusted()) {
            return null;
        }
        if (record.phase() != Phase.RUNNING) {
            return 0L;
        }
        long ran = Math.max(0, lost - record.changedAt());
        return ran < Suspicion.WELL_MILLIS ? ran : null;
    }
}
