package io.github.distributedsupervisor.internal.placement;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which node a name belongs to: the owner of its partition, so that a child and its record are one hop from everywhere;
 * when that one cannot, the highest random weight among those that can (Thaler and Ravishankar, 1998), so that each name
 * finds its deputy alone and few names change theirs when nodes come and go.
 */
public final class Placement {

    private Placement() {}

    /** The node for a key, or null when none is eligible. The same on every node that sees the same input. */
    public static @Nullable String choose(String key, @Nullable String owner, Collection<String> eligible) {
        return owner != null && eligible.contains(owner) ? owner : rendezvous(key, eligible);
    }

    /** The node with the highest weight for a key, or null when there is none. */
    public static @Nullable String rendezvous(String key, Collection<String> nodes) {
        String best = null;
        long bestWeight = 0;
        long keyHash = hash(key);
        for (String node : nodes) {
            long weight = mix(keyHash ^ mix(hash(node)));
            if (best == null || weight > bestWeight || (weight == bestWeight && node.compareTo(best) < 0)) {
                best = node;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
