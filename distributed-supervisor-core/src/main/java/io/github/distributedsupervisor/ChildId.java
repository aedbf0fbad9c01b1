package io.github.distributedsupervisor;

import java.util.Objects;

/**
 * One running instance of a child.
 *
 * @param name the child's name
 * @param incarnation grows at every start of that name and never goes back: a fencing token
 */
public record ChildId(String name, long incarnation) {
    /** Checks that there is a name. */
    public ChildId {
        Objects.requireNonNull(name, "name");
    }
}
