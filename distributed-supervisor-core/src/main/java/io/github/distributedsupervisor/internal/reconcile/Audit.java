package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether each child that should run does so exactly once, as far as one coordinator knows. What is changing looks wrong
 * for a moment, so only what has looked so in three rounds in a row is a finding; it is counted once, however long it
 * lasts. Not thread-safe.
 */
public final class Audit {

    private static final int ROUNDS = 3;

    private Map<Sighting, Integer> sightings = Map.of();
    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);

    /** What may be wrong with a child. */
    public enum Finding {
        /** No instance runs, though its record says so, or though a node could take it. */
        MISSING,
        /** Another node runs an instance beside the one that the record names. */
        DUPLICATE,
        /** A node runs an instance that no record names. */
        ORPHAN
    }

    /** Something that is wrong with a child, or that is about to change. */
    public record Sighting(Finding finding, String name) {}

    /** What a node said of itself in place of the incarnation of a child that it should run, but does not know. */
    public static final long UNKNOWN = 0;

    /**
     * What looks wrong now.
     *
     * @param view the cluster
     * @param coordinated all records that this node decides about
     * @param differences for each node that was asked, the instances by name that it runs otherwise than the records say;
     *     {@link #UNKNOWN} for those that it should run and does not know
     */
    public static Set<Sighting> compare(
            ClusterView view, List<ChildRecord> coordinated, Map<String, Map<String, Long>> differences) {
        Map<String, ChildRecord> records = new HashMap<>();
        Set<Sighting> seen = new HashSet<>();
        for (ChildRecord record : coordinated) {
            records.put(record.name(), record);
            if (isHomeless(record, view)) {
                seen.add(new Sighting(Finding.MISSING, record.name()));
            }
        }
        differences.forEach((node, instances) -> instances.forEach((name, incarnation) -> {
            Finding finding = findingOf(records.get(name), node, incarnation);
            if (finding != null) {
                seen.add(new Sighting(finding, name));
            }
        }));
        return seen;
    }

    /** Whether no living node has a child that one could take. */
    private static boolean isHomeless(ChildRecord record, ClusterView view) {
        boolean wanted = switch (record.phase()) {
            case STARTING, RUNNING, RESTARTING, RELEASED -> true;
            case STOPPING, REMOVED, QUARANTINED, PASSIVE -> false;
        };
        return wanted
                && !view.alive(record.host())
                && !record.underSuspicion() // it waits for its turn
                && view.placementOf(record.spec()) != null;
    }

    private static @Nullable Finding findingOf(@Nullable ChildRecord record, String node, long incarnation) {
        String host = record == null || !record.live() ? null : record.host();
        if (incarnation == UNKNOWN) {
            boolean runs = record != null && record.phase() != Phase.STOPPING && node.equals(host);
            return runs ? Finding.MISSING : null;
        }
        return host == null || host.equals(node) ? Finding.ORPHAN : Finding.DUPLICATE;
    }

    /**
     * One round more.
     *
     * @return what has become a finding by it
     */
    public Set<Sighting> round(Set<Sighting> seen) {
        Map<Sighting, Integer> rounds = new HashMap<>();
        Set<Sighting> found = new HashSet<>();
        for (Sighting sighting : seen) {
            int times = sightings.getOrDefault(sighting, 0) + 1;
            rounds.put(sighting, times);
            if (times == ROUNDS) {
                counts.merge(sighting.finding(), 1L, Long::sum);
                found.add(sighting);
            }
        }
        sightings = rounds;
        return found;
    }

    /** How many findings there were. */
    public long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }
}
