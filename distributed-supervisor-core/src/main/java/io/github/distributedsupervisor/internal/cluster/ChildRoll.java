package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildCounts;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.internal.messaging.Listing;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names in order, with what their children do. The counts are kept as it changes, so that nobody ever counts or copies all
 * of it. Any thread; changes are made one at a time.
 */
final class ChildRoll {

    private final ConcurrentNavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<Kind, AtomicLong> counts = new ConcurrentHashMap<>();

    /** A child. */
    record Entry(String type, ChildStatus status, long incarnation) {
        Kind kind() {
            return new Kind(type, status);
        }
    }

    private record Kind(String type, ChildStatus status) {}

    synchronized void note(String name, Entry entry) {
        Entry before = entries.put(name, entry);
        if (before == null || !before.kind().equals(entry.kind())) {
            count(entry, 1);
            if (before != null) {
                count(before, -1);
            }
        }
    }

    synchronized void forget(String name) {
        Entry before = entries.remove(name);
        if (before != null) {
            count(before, -1);
        }
    }

    private void count(Entry entry, long difference) {
        counts.computeIfAbsent(entry.kind(), kind -> new AtomicLong()).addAndGet(difference);
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** A view of the names, as they are. */
    Set<String> names() {
        return entries.keySet();
    }

    ChildCounts counts() {
        Map<String, Map<ChildStatus, Long>> byType = new HashMap<>();
        counts.forEach((kind, count) -> {
            if (count.get() > 0) {
                byType.computeIfAbsent(kind.type(), type -> new EnumMap<>(ChildStatus.class))
                        .put(kind.status(), count.get());
            }
        });
        return new ChildCounts(byType);
    }

    /** How many fit, on whatever page. Names are looked at only if the question is about names. */
    long total(Listing listing) {
        if (listing.anyName()) {
            return counts.entrySet().stream()
                    .filter(each ->
                            listing.fits(each.getKey().type(), each.getKey().status()))
                    .mapToLong(each -> each.getValue().get())
                    .sum();
        }
        long total = 0;
        for (Map.Entry<String, Entry> each :
                entries.tailMap(listing.prefix(), true).entrySet()) {
            if (!each.getKey().startsWith(listing.prefix())) {
                break;
            }
            if (fits(listing, each)) {
                total++;
            }
        }
        return total;
    }

    /** Adds the first that fit, at most as many as the listing wants. */
    void collect(Listing listing, Map<String, Long> incarnations) {
        boolean begun = listing.after().compareTo(listing.prefix()) >= 0;
        int left = listing.limit();
        for (Map.Entry<String, Entry> each : entries.tailMap(begun ? listing.after() : listing.prefix(), !begun)
                .entrySet()) {
            if (left == 0 || !each.getKey().startsWith(listing.prefix())) {
                return;
            }
            if (fits(listing, each)) {
                incarnations.put(each.getKey(), each.getValue().incarnation());
                left--;
            }
        }
    }

    private static boolean fits(Listing listing, Map.Entry<String, Entry> each) {
        Entry entry = each.getValue();
        return listing.fits(entry.type(), entry.status()) && each.getKey().contains(listing.contains());
    }
}
