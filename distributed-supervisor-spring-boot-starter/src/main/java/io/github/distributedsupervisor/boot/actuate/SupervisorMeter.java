package io.github.distributedsupervisor.boot.actuate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The meters that there are: what is registered, and what the reference page says, is made of these. Each has a tag {@value
 * #SUPERVISOR}; none has the name of a child.
 */
enum SupervisorMeter {
    CHILDREN(
            "children",
            Kind.GAUGE,
            "Children this node hosts, or decides about while they run nowhere.",
            SupervisorMeter.CHILD_TYPE,
            "state"),
    MAILBOX_SIZE(
            "mailbox.size", Kind.GAUGE, "Messages that wait for children of this node.", SupervisorMeter.CHILD_TYPE),
    NODES("nodes", Kind.GAUGE, "Nodes that this node sees."),
    CHILD_STARTS(
            "child.starts",
            Kind.COUNTER,
            "Starts of children on this node, for whatever reason.",
            SupervisorMeter.CHILD_TYPE,
            "reason"),
    CHILD_FAILURES(
            "child.failures", Kind.COUNTER, "Crashes of children of this node.", SupervisorMeter.CHILD_TYPE, "error"),
    CHILD_QUARANTINES(
            "child.quarantines",
            Kind.COUNTER,
            "Children of this node that needed more restarts than they are allowed.",
            SupervisorMeter.CHILD_TYPE),
    FAILOVER(
            "failover",
            Kind.TIMER,
            "From when this node saw a node gone until a child of it ran here; recorded for each such child."),
    MESSAGES_DROPPED("messages.dropped", Kind.COUNTER, "Messages without answer of this node that reached no child."),
    REPLIES_LATE("replies.late", Kind.COUNTER, "Answers that came to this node after their caller had given up."),
    EVENTS_DROPPED("events.dropped", Kind.COUNTER, "Events that a listener of this node was too slow for."),
    CHILDREN_STUCK(
            "children.stuck",
            Kind.GAUGE,
            "Children of this node that are in the same method for more than 30 seconds."),
    CHILDREN_ABANDONED(
            "children.abandoned", Kind.COUNTER, "Children of this node whose threads run on after they were stopped."),
    AUDIT(
            "audit",
            Kind.COUNTER,
            "Children this node decides about of which none ran, a second one, or one without a record, for more than two"
                    + " sweeps.",
            "finding");

    /** What all names begin with. */
    static final String PREFIX = "distributed.supervisor.";

    /** The tag that names the supervisor. */
    static final String SUPERVISOR = "supervisor";

    /** The tag that names the type of the children. */
    static final String CHILD_TYPE = "child.type";

    /** What a meter is. */
    enum Kind {
        GAUGE,
        COUNTER,
        TIMER
    }

    private final String meterName;
    private final Kind kind;
    private final String description;
    private final List<String> tagKeys;

    SupervisorMeter(String name, Kind kind, String description, String... furtherTags) {
        this.meterName = PREFIX + name;
        this.kind = kind;
        this.description = description;
        this.tagKeys = List.of(furtherTags);
    }

    String meterName() {
        return meterName;
    }

    Kind kind() {
        return kind;
    }

    String description() {
        return description;
    }

    /** Beside {@link #SUPERVISOR}, in the order in which their values are given. */
    List<String> tagKeys() {
        return tagKeys;
    }

    <T> void gauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String supervisor, String... tags) {
        Gauge.builder(meterName, source, value)
                .tags(tags(supervisor, tags))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    <T> void functionCounter(
            MeterRegistry registry, T source, ToDoubleFunction<T> count, String supervisor, String... tags) {
        FunctionCounter.builder(meterName, source, count)
                .tags(tags(supervisor, tags))
                .description(description)
                .register(registry);
    }

    void increment(MeterRegistry registry, String supervisor, String... tags) {
        Counter.builder(meterName)
                .tags(tags(supervisor, tags))
                .description(description)
                .register(registry)
                .increment();
    }

    Timer timer(MeterRegistry registry, String supervisor) {
        return Timer.builder(meterName)
                .tags(tags(supervisor))
                .description(description)
                .register(registry);
    }

    private Tags tags(String supervisor, String... values) {
        if (values.length != tagKeys.size()) {
            throw new IllegalArgumentException(meterName + " has the tags " + tagKeys);
        }
        Tags tags = Tags.of(SUPERVISOR, supervisor);
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(tagKeys.get(i), values[i]);
        }
        return tags;
    }
}
