package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.List;
import java.util.Map;

/**
 * What is known of children that may have taken their nodes with them.
 *
 * @param lostAt epoch millis when nodes that are no members any more were first missed, by id; nothing is held against
 *     the children of others
 * @param known the records, in the whole cluster, of those against which something is held
 */
public record Suspects(Map<String, Long> lostAt, List<ChildRecord> known) {

    /** Nobody looks for them. */
    public static final Suspects NOT_SOUGHT = new Suspects(Map.of(), List.of());
}
