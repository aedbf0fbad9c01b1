package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.AuditReport;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.NodeReport;
import io.github.distributedsupervisor.SupervisorStatistics;
import io.github.distributedsupervisor.boot.DistributedSupervisorCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
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
        String name = supervisor.name();
        RecentReport recent = new RecentReport(supervisor.operations());
        for (String type : recent.get().types()) {
            for (ChildStatus status : ChildStatus.values()) {
                String state = status.name().toLowerCase(Locale.ROOT);
                SupervisorMeter.CHILDREN.gauge(
                        registry, recent, report -> count(report.get(), type, status), name, type, state);
            }
            SupervisorMeter.MAILBOX_SIZE.gauge(registry, recent, report -> waiting(report.get(), type), name, type);
        }
        SupervisorMeter.NODES.gauge(registry, supervisor, each -> each.nodes().size(), name);
        SupervisorMeter.CHILDREN_STUCK.gauge(
                registry, supervisor, each -> each.statistics().stuckChildren(), name);
        count(registry, supervisor, SupervisorMeter.MESSAGES_DROPPED, SupervisorStatistics::droppedMessages);
        count(registry, supervisor, SupervisorMeter.REPLIES_LATE, SupervisorStatistics::lateReplies);
        count(registry, supervisor, SupervisorMeter.EVENTS_DROPPED, SupervisorStatistics::droppedEvents);
        count(registry, supervisor, SupervisorMeter.CHILDREN_ABANDONED, SupervisorStatistics::abandonedChildren);
        audit(registry, supervisor, "missing", AuditReport::missing);
        audit(registry, supervisor, "duplicate", AuditReport::duplicate);
        audit(registry, supervisor, "orphan", AuditReport::orphan);
    }

    private static void audit(
            MeterRegistry registry,
            DistributedSupervisor supervisor,
            String finding,
            ToDoubleFunction<AuditReport> counted) {
        count(
                registry,
                supervisor,
                SupervisorMeter.AUDIT,
                statistics -> counted.applyAsDouble(statistics.audit()),
                finding);
    }

    private static double count(NodeReport report, String type, ChildStatus status) {
        return report.children().byType().getOrDefault(type, Map.of()).getOrDefault(status, 0L);
    }

    private static double waiting(NodeReport report, String type) {
        return report.waitingMessages().getOrDefault(type, 0L);
    }

    private static void count(
            MeterRegistry registry,
            DistributedSupervisor supervisor,
            SupervisorMeter meter,
            ToDoubleFunction<SupervisorStatistics> counted,
            String... tags) {
        meter.functionCounter(
                registry, supervisor, each -> counted.applyAsDouble(each.statistics()), supervisor.name(), tags);
    }
}
