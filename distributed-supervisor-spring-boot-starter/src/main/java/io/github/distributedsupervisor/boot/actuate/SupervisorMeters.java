package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.AuditReport;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.SupervisorStatistics;
import io.github.distributedsupervisor.boot.DistributedSupervisorCustomizer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * What a node counts, as meters. Each node reports its own; sums over the nodes are those of the cluster. No tag ever has
 * the name of a child, of which there may be any number.
 */
final class SupervisorMeters implements MeterBinder, DistributedSupervisorCustomizer {

    static final String PREFIX = "distributed.supervisor.";

    private final ListableBeanFactory beanFactory;
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

    SupervisorMeters(ListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /** Counts what happens to the children of a supervisor that is being built. */
    @Override
    public void customize(DistributedSupervisorBuilder builder) {
        builder.listener(new MeteringListener(builder.name(), registries));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(registry);
        for (DistributedSupervisor supervisor : Supervisors.of(beanFactory).all()) {
            bind(supervisor, registry);
        }
    }

    private static void bind(DistributedSupervisor supervisor, MeterRegistry registry) {
        Tags tags = Tags.of("supervisor", supervisor.name());
        RecentReport recent = new RecentReport(supervisor.operations());
        for (String type : recent.get().types()) {
            Tags ofType = tags.and("child.type", type);
            for (ChildStatus status : ChildStatus.values()) {
                Gauge.builder(PREFIX + "children", recent, report -> count(report.get(), type, status))
                        .tags(ofType.and("state", status.name().toLowerCase(Locale.ROOT)))
                        .description("Children this node hosts, or decides about while they run nowhere")
                        .strongReference(true)
                        .register(registry);
            }
            Gauge.builder(PREFIX + "mailbox.size", recent, report -> waiting(report.get(), type))
                    .tags(ofType)
                    .description("Messages that wait for children of this node")
                    .strongReference(true)
                    .register(registry);
        }
        Gauge.builder(PREFIX + "nodes", supervisor, each -> each.nodes().size())
                .tags(tags)
                .description("Nodes that this node sees")
                .register(registry);
        count(registry, tags, supervisor, "messages.dropped", SupervisorStatistics::droppedMessages);
        count(registry, tags, supervisor, "replies.late", SupervisorStatistics::lateReplies);
        count(registry, tags, supervisor, "events.dropped", SupervisorStatistics::droppedEvents);
        count(registry, tags, supervisor, "children.abandoned", SupervisorStatistics::abandonedChildren);
        audit(registry, tags, supervisor, "missing", AuditReport::missing);
        audit(registry, tags, supervisor, "duplicate", AuditReport::duplicate);
        audit(registry, tags, supervisor, "orphan", AuditReport::orphan);
    }

    private static void audit(
            MeterRegistry registry,
            Tags tags,
            DistributedSupervisor supervisor,
            String finding,
            ToDoubleFunction<AuditReport> counted) {
        count(
                registry,
                tags.and("finding", finding),
                supervisor,
                "audit",
                statistics -> counted.applyAsDouble(statistics.audit()));
    }

    private static double count(NodeReport report, String type, ChildStatus status) {
        return report.children().byType().getOrDefault(type, Map.of()).getOrDefault(status, 0L);
    }

    private static double waiting(NodeReport report, String type) {
        return report.waitingMessages().getOrDefault(type, 0L);
    }

    private static void count(
            MeterRegistry registry,
            Tags tags,
            DistributedSupervisor supervisor,
            String name,
            ToDoubleFunction<SupervisorStatistics> counted) {
        FunctionCounter.builder(PREFIX + name, supervisor, each -> counted.applyAsDouble(each.statistics()))
                .tags(tags)
                .register(registry);
    }
}
