package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which records stay released, or claimed and not begun, for longer than that takes. For one thread. */
public final class OverdueClaims {

    private final long afterMillis;
    private final Map<String, Unclaimed> unclaimed = new HashMap<>();

    /** A record that somebody is about to claim, and since when this node sees it so. */
    private record Unclaimed(long revision, long sinceMillis) {}

    /** @param afterMillis how long that takes */
    public OverdueClaims(long afterMillis) {
        this.afterMillis = afterMillis;
    }

    /** The names of those that are overdue now; all others that were seen before are forgotten. */
    public Set<String> among(List<ChildRecord> coordinated, List<ChildRecord> hosted, long nowMillis) {
        Map<String, Unclaimed> seen = new HashMap<>();
        Set<String> overdue = new HashSet<>();
        for (List<ChildRecord> records : List.of(coordinated, hosted)) {
            for (ChildRecord record : records) {
                if (record.phase() != Phase.RELEASED && record.phase() != Phase.STARTING) {
                    continue;
                }
                Unclaimed before = unclaimed.get(record.name());
                Unclaimed after = before != null && before.revision() == record.revision()
                        ? before
                        : new Unclaimed(record.revision(), nowMillis);
                seen.put(record.name(), after);
                if (nowMillis - after.sinceMillis() >= afterMillis) {
                    overdue.add(record.name());
                }
            }
        }
        unclaimed.clear();
        unclaimed.putAll(seen);
        return overdue;
    }

    /** How many were waiting to be claimed when it was last asked, overdue or not. */
    public int waiting() {
        return unclaimed.size();
    }
}
