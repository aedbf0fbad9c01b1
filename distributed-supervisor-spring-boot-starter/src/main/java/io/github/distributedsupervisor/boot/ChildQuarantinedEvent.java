package io.github.distributedsupervisor.boot;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.ChildId;
import java.util.List;

/**
 * A child of this node needed more restarts than it is allowed and does not run until it is released.
 *
 * @param supervisor the name of the supervisor
 * @param id the last instance
 * @param type its type
 * @param failures why it was restarted, oldest first
 */
public record ChildQuarantinedEvent(String supervisor, ChildId id, String type, List<ChildFailure> failures) {}
