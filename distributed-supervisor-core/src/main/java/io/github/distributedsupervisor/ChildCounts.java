package io.github.distributedsupervisor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many children there are.
 *
 * @param byType by type, then by what they are doing; what there is none of is left out
 */
public record ChildCounts(Map<String, Map<ChildStatus, Long>> byType) {

    /** Copies the maps. */
    public ChildCounts {
        Map<String, Map<ChildStatus, Long>> copy = new TreeMap<>();
        byType.forEach((type, counts) -> copy.put(type, Map.copyOf(counts)));
        byType = Collections.unmodifiableMap(copy);
    }

    /**
     * All of them.
     *
     * @return how many
     */
    public long total() {
        return byStatus().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Those that a node runs, starts or stops; the others are on their way, asleep or in quarantine.
     *
     * @return how many
     */
    public long hosted() {
        return of(ChildStatus.STARTING)
                + of(ChildStatus.RUNNING)
                + of(ChildStatus.RESTARTING)
                + of(ChildStatus.STOPPING);
    }

    /**
     * Those that do one thing.
     *
     * @param status what
     * @return how many
     */
    public long of(ChildStatus status) {
        return byStatus().getOrDefault(status, 0L);
    }

    /**
     * Whatever their type.
     *
     * @return by what they are doing
     */
    public Map<ChildStatus, Long> byStatus() {
        Map<ChildStatus, Long> sums = new EnumMap<>(ChildStatus.class);
        byType.values().forEach(counts -> counts.forEach((status, count) -> sums.merge(status, count, Long::sum)));
        return sums;
    }

    /**
     * These and others together.
     *
     * @param others the others
     * @return the sums
     */
    public ChildCounts plus(ChildCounts others) {
        Map<String, Map<ChildStatus, Long>> sums = new TreeMap<>();
        byType.forEach((type, counts) -> sums.put(type, new EnumMap<>(counts)));
        others.byType.forEach((type, counts) -> {
            Map<ChildStatus, Long> sum = sums.computeIfAbsent(type, each -> new EnumMap<>(ChildStatus.class));
            counts.forEach((status, count) -> sum.merge(status, count, Long::sum));
        });
        return new ChildCounts(sums);
    }
}
