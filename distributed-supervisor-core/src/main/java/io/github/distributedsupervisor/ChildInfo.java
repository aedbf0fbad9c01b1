package io.github.distributedsupervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a child. It was true when the record was read and may be outdated already.
 *
 * @param name the child's name
 * @param type its type
 * @param status what it is doing
 * @param node the node it runs on, or null while it is between two nodes
 * @param incarnation the incarnation that its record names
 * @param restarts how often it was restarted after a crash, on any node
 * @param restart its restart policy
 * @param pin the node it was given, or null when any will do
 * @param failures the last failures, oldest first, at most five
 */
public record ChildInfo(
        String name,
        String type,
        ChildStatus status,
        @Nullable SupervisorNode node,
        long incarnation,
        int restarts,
        Restart restart,
        @Nullable NodePin pin,
        List<ChildFailure> failures) {

    /** Copies the failures. */
    public ChildInfo {
        failures = List.copyOf(failures);
    }

    /**
     * The instance this snapshot is about.
     *
     * @return name and incarnation
     */
    public ChildId id() {
        return new ChildId(name, incarnation);
    }
}
