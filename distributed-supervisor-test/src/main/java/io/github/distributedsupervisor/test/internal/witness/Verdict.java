package io.github.distributedsupervisor.test.internal.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges lives: a name has at most one at a time, and each begins with a greater incarnation than all before it. Two lives
 * on nodes that are apart do not count against each other, if that is allowed.
 */
final class Verdict {

    private final List<Apart> excuses;
    private final long now;

    Verdict(List<Apart> aparts, boolean overlapAllowedWhilePartitioned, long now) {
        // an instance on a node that stands still does nothing, whatever else is allowed
        this.excuses = aparts.stream()
                .filter(apart -> overlapAllowedWhilePartitioned || apart.cause() == Apart.Cause.PAUSE)
                .toList();
        this.now = now;
    }

    List<String> on(List<Life> lives) {
        Map<String, List<Life>> byName = new TreeMap<>();
        lives.forEach(life ->
                byName.computeIfAbsent(life.name(), name -> new ArrayList<>()).add(life));
        List<String> violations = new ArrayList<>();
        byName.values().forEach(livesOfOne -> judge(livesOfOne, violations));
        return violations;
    }

    /** Compares each life with all that began before it. */
    private void judge(List<Life> lives, List<String> violations) {
        for (int i = 1; i < lives.size(); i++) {
            Life later = lives.get(i);
            for (Life earlier : lives.subList(0, i)) {
                if (earlier.open() || earlier.endOr(now) > later.start()) {
                    overlap(earlier, later, violations);
                }
                regression(earlier, later, violations);
            }
        }
    }

    private void overlap(Life earlier, Life later, List<String> violations) {
        long end = Math.min(earlier.endOr(now), later.endOr(now));
        if (!excused(earlier, later, later.start(), end)) {
            violations.add("two instances of child '%s' at once, for %s: %s and %s"
                    .formatted(later.name(), Life.time(end - later.start()), earlier, later));
        }
    }

    private void regression(Life earlier, Life later, List<String> violations) {
        // the same instance is made twice when its state cannot be restored
        boolean again = earlier.incarnation() == later.incarnation() && earlier.node() == later.node();
        if (later.incarnation() <= earlier.incarnation()
                && !again
                && !excused(earlier, later, later.start(), later.start())) {
            violations.add("the incarnation of child '%s' did not grow: %s came after %s"
                    .formatted(later.name(), later, earlier));
        }
    }

    private boolean excused(Life earlier, Life later, long from, long to) {
        return excuses.stream().anyMatch(apart -> apart.covers(earlier, later, from, to));
    }
}
