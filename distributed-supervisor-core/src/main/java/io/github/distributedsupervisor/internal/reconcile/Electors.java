package io.github.distributedsupervisor.internal.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The number that a majority is counted against: the most nodes that were together, less those that left in good order.
 * Nodes learn it from each other by {@link #merge}, in any order and any number of times; so a departure counts once, and
 * a node that has not heard of it only counts one too many. Immutable.
 *
 * <p>The merge is that of a state-based replicated counter (Shapiro et al., "A comprehensive study of Convergent and
 * Commutative Replicated Data Types", 2011): a maximum for what grows, a set of ids for what is taken off.
 *
 * @param size the number; less than there are nodes, even negative, until {@link #together} has counted them
 * @param departed nodes that were taken off it, with the time by which they may be forgotten in that order
 */
public record Electors(int size, Map<String, Long> departed) {

    /** Nobody yet. */
    public static final Electors NONE = new Electors(0, Map.of());

    public Electors {
        departed = Map.copyOf(departed);
    }

    /** These nodes are together now. */
    public Electors together(Set<String> present) {
        int count = 0;
        for (String node : present) {
            if (!departed.containsKey(node)) {
                count++;
            }
        }
        return count > size ? new Electors(count, departed) : this;
    }

    /** A node has left in good order: its children are elsewhere. */
    public Electors left(String node, long stamp) {
        if (departed.containsKey(node)) {
            return this;
        }
        Map<String, Long> more = new HashMap<>(departed);
        more.put(node, stamp);
        return new Electors(size - 1, more);
    }

    /** Somebody decided that the nodes which are missing do not come back. */
    public Electors lowered(int newSize, String decision, long stamp) {
        Electors lowered = this;
        for (int i = size; i > newSize; i--) {
            lowered = lowered.left(decision + "#" + i, stamp);
        }
        return lowered;
    }

    /** What this node and another know together. */
    public Electors merge(Electors other) {
        if (departed.keySet().equals(other.departed.keySet())) {
            return other.size > size ? new Electors(other.size, departed) : this;
        }
        Map<String, Long> union = new HashMap<>(departed);
        other.departed.forEach(union::putIfAbsent);
        int mine = size - (union.size() - departed.size());
        int its = other.size - (union.size() - other.departed.size());
        return new Electors(Math.max(mine, its), union);
    }

    /** Forgets the ids of departures that all have heard of; all nodes forget them in the same order. */
    public Electors forgetting(long before) {
        if (departed.values().stream().noneMatch(stamp -> stamp < before)) {
            return this;
        }
        Map<String, Long> rest = new HashMap<>(departed);
        rest.values().removeIf(stamp -> stamp < before);
        return new Electors(size, rest);
    }
}
