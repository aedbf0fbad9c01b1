package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.LogText;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of this node that have been in one of their methods for long: whatever they wait for, they handle no message
 * and cannot start or stop meanwhile. Looks now and then, so that children pay nothing for it. One thread at a time.
 */
final class StuckChildren {

    static final long LONG_MILLIS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(StuckChildren.class);

    private Map<String, Seen> seen = Map.of();
    private volatile int count;

    /** What a child did, and since when it was seen to do that. */
    private record Seen(ChildProcess process, int step, long sinceMillis, boolean told) {}

    void look(Collection<HostedChild> children, long nowMillis) {
        Map<String, Seen> now = new HashMap<>();
        int stuck = 0;
        for (HostedChild child : children) {
            ChildProcess process = child.process;
            int step = process.currentStep();
            if (step == 0) {
                continue;
            }
            Seen current = seen.get(child.name);
            if (current == null || current.process() != process || current.step() != step) {
                current = new Seen(process, step, nowMillis, false);
            }
            long millis = nowMillis - current.sinceMillis();
            if (millis >= LONG_MILLIS) {
                stuck++;
                current = told(child.name, current, millis);
            }
            now.put(child.name, current);
        }
        seen = now;
        count = stuck;
    }

    private static Seen told(String name, Seen stuck, long millis) {
        if (!stuck.told()) {
            Exception where = new Exception("where it is");
            where.setStackTrace(stuck.process().currentStack());
            LOG.warn("child '{}' has been in one of its methods for {} ms", name, millis, LogText.of(where));
        }
        return new Seen(stuck.process(), stuck.step(), stuck.sinceMillis(), true);
    }

    int count() {
        return count;
    }
}
