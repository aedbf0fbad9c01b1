package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.AuditReport;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.NodeReport;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
            if (report.leaving()) {
                builder.outOfService();
            }
            builder.withDetail(
                    supervisor.name(), details(report, supervisor.statistics().audit()));
        }
    }

    private static Map<String, Object> details(NodeReport report, AuditReport audit) {
        Map<String, Object> details = new TreeMap<>();
        details.put("leaving", report.leaving());
        details.put("children", report.children().hosted());
        for (ChildStatus status : ChildStatus.values()) {
            details.put(
                    status.name().toLowerCase(Locale.ROOT), report.children().of(status));
        }
        details.put(
                "audit", Map.of("missing", audit.missing(), "duplicate", audit.duplicate(), "orphan", audit.orphan()));
        return details;
    }
}
