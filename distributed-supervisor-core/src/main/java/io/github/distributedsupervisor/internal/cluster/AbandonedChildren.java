package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.runtime.Stopped;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The children of this node that ignored their interruption. */
final class AbandonedChildren {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedChildren.class);

    private final ChildEvents events;
    private final LongAdder count = new LongAdder();

    AbandonedChildren(ChildEvents events) {
        this.events = events;
    }

    /** Counts and tells when the stop of a child ended so. */
    void report(HostedChild child, @Nullable Stopped stopped) {
        if (stopped != null && stopped.end() == Stopped.End.ABANDONED) {
            report(child);
        }
    }

    /** Counts and tells. */
    void report(HostedChild child) {
        count.increment();
        child.mailbox.giveUpTakenCall("the child ignored its interruption and was abandoned");
        LOG.warn(
                "child '{}' ignored its interruption and was abandoned: its thread still runs, its messages do not"
                        + " reach it any more",
                child.name);
        events.abandoned(child);
    }

    long count() {
        return count.sum();
    }
}
