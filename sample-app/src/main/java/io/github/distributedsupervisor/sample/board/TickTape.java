package io.github.distributedsupervisor.sample.board;

import io.github.distributedsupervisor.sample.feed.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recent ticks of one instrument, from whichever node they came and in whichever order.
 *
 * <p>A tick is a duplicate when its instance went on after a later instance had made its first tick, or when another node
 * made the same one. Times are compared between nodes, so these must share a clock, as the processes of one machine do.
 */
final class TickTape {

    /** How many ticks are kept. */
    static final int LENGTH = 60;

    private static final int INCARNATIONS = 16;

    private final List<Entry> recent = new ArrayList<>(LENGTH + 1);
    private final NavigableMap<Long, Long> firstTicks = new TreeMap<>();
    private @Nullable Entry current;
    private @Nullable Long lastTickBefore;
    private @Nullable Long longestEarlierGap;
    private long recorded;
    private long duplicates;

    /** Takes a tick that {@code node} made. */
    void record(Tick tick, String node) {
        Entry repeated = sameTick(tick);
        if (repeated != null) {
            if (!repeated.node.equals(node)) {
                duplicates++;
            }
            return;
        }
        Entry entry = new Entry(tick, node);
        if (wasReplacedBefore(tick)) {
            count(entry);
        }
        Long first = firstTicks.get(tick.incarnation());
        if (first == null || tick.time() < first) {
            firstTicks.put(tick.incarnation(), tick.time());
            countThoseReplacedBy(tick);
        }
        follow(entry);
        keep(entry);
    }

    /** The latest tick of the latest instance, null before any. */
    @Nullable
    Tick latest() {
        return current == null ? null : current.tick;
    }

    /** The node that made {@link #latest}. */
    @Nullable
    String node() {
        return current == null ? null : current.node;
    }

    long duplicates() {
        return duplicates;
    }

    /** How many ticks have come so far. */
    long recorded() {
        return recorded;
    }

    /** The time between the last tick of the previous instance and the first of this one; null without a previous. */
    @Nullable
    Long gap() {
        if (current == null || lastTickBefore == null) {
            return null;
        }
        long first = firstTicks.getOrDefault(current.tick.incarnation(), current.tick.time());
        return Math.max(0, first - lastTickBefore);
    }

    /** The longest {@link #gap} so far. */
    @Nullable
    Long longestGap() {
        return longer(longestEarlierGap, gap());
    }

    /** The prices that came after the first {@code known} ones, oldest first, as far as they are kept. */
    List<Double> pricesAfter(long known) {
        long fresh = Math.min(Math.max(0, recorded - known), recent.size());
        return recent.subList(recent.size() - (int) fresh, recent.size()).stream()
                .map(entry -> entry.tick.price())
                .toList();
    }

    private @Nullable Entry sameTick(Tick tick) {
        for (Entry entry : recent) {
            if (entry.tick.incarnation() == tick.incarnation() && entry.tick.sequence() == tick.sequence()) {
                return entry;
            }
        }
        return null;
    }

    private boolean wasReplacedBefore(Tick tick) {
        return firstTicks.tailMap(tick.incarnation(), false).values().stream().anyMatch(first -> first < tick.time());
    }

    private void countThoseReplacedBy(Tick first) {
        for (Entry entry : recent) {
            if (entry.tick.incarnation() < first.incarnation() && entry.tick.time() > first.time()) {
                count(entry);
            }
        }
    }

    private void count(Entry entry) {
        if (!entry.duplicate) {
            entry.duplicate = true;
            duplicates++;
        }
    }

    private void follow(Entry entry) {
        Tick tick = entry.tick;
        if (current == null) {
            current = entry;
        } else if (tick.incarnation() > current.tick.incarnation()) {
            longestEarlierGap = longestGap();
            lastTickBefore = longer(lastTickBefore, current.tick.time());
            current = entry;
        } else if (tick.incarnation() < current.tick.incarnation()) {
            lastTickBefore = entry.duplicate ? lastTickBefore : longer(lastTickBefore, tick.time());
        } else if (tick.time() >= current.tick.time()) {
            current = entry;
        }
    }

    private void keep(Entry entry) {
        recorded++;
        int index = recent.size();
        while (index > 0 && recent.get(index - 1).tick.time() > entry.tick.time()) {
            index--;
        }
        recent.add(index, entry);
        if (recent.size() > LENGTH) {
            recent.remove(0);
        }
        if (firstTicks.size() > INCARNATIONS) {
            Map.Entry<Long, Long> oldest = firstTicks.firstEntry();
            firstTicks.remove(oldest.getKey());
        }
    }

    private static @Nullable Long longer(@Nullable Long left, @Nullable Long right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return Math.max(left, right);
    }

    private static final class Entry {
        final Tick tick;
        final String node;
        boolean duplicate;

        Entry(Tick tick, String node) {
            this.tick = tick;
            this.node = node;
        }
    }
}
