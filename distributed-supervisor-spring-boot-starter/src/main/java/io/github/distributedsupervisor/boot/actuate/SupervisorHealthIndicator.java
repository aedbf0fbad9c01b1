package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.AuditReport;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.NodeReport;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether this node takes children. Asks no other node. A child that crashes is no illness of the node: it is a number in
 * the details, which name no child.
 */
final class SupervisorHealthIndicator extends AbstractHealthIndicator {

    private final Supervisors supervisors;

    SupervisorHealthIndicator(Supervisors supervisors) {
        super("The supervisor does not answer");
        this.supervisors = supervisors;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        for (DistributedSupervisor supervisor : supervisors.all()) {
            NodeReport report = supervisor.operations().local();
            if (report.leaving() || !report.lease().held()) {
                builder.outOfService();
            }
            builder.withDetail(
                    supervisor.name(), details(report, supervisor.statistics().audit()));
        }
    }

    private static Map<String, Object> details(NodeReport report, AuditReport audit) {
        Map<String, Object> details = new TreeMap<>();
        for (Detail detail : Detail.values()) {
            details.put(detail.key(), detail.value.apply(report, audit));
        }
        for (ChildStatus status : ChildStatus.values()) {
            details.put(
                    status.name().toLowerCase(Locale.ROOT), report.children().of(status));
        }
        return details;
    }

    /** What is told of each supervisor beside the number of its children in each status. */
    enum Detail {
        LEAVING(
                "Whether this node gives its children away; then it is out of service.",
                (report, audit) -> report.leaving()),
        LEASE(
                "Whether enough other nodes confirm this one; else it runs no children and is out of service.",
                (report, audit) -> report.lease().held()),
        NEEDED(
                "How many nodes must be together for children to run, this one included.",
                (report, audit) -> report.lease().needed()),
        CHILDREN(
                "How many children run on this node.",
                (report, audit) -> report.children().hosted()),
        AUDIT(
                "Of how many children that this node decides about none ran, a second one, or one without a record, for longer"
                        + " than two sweeps.",
                (report, audit) ->
                        Map.of("missing", audit.missing(), "duplicate", audit.duplicate(), "orphan", audit.orphan()));

        private final String description;
        private final BiFunction<NodeReport, AuditReport, Object> value;

        Detail(String description, BiFunction<NodeReport, AuditReport, Object> value) {
            this.description = description;
            this.value = value;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        String description() {
            return description;
        }
    }
}
