package io.github.distributedsupervisor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which children are asked for, and how many at a time. Immutable: each setter returns a changed copy.
 *
 * @param prefix what their names begin with; empty for all
 * @param contains what their names contain; empty for all
 * @param status what they are doing; null for all
 * @param type their type; null for all
 * @param node id, name or address of the node they run on; null for all, those that run nowhere included
 * @param limit how many at most, from 1 to {@value #LARGEST_LIMIT}
 * @param after the {@link ChildPage#after} of the page before; null for the first
 */
public record ChildQuery(
        String prefix,
        String contains,
        @Nullable ChildStatus status,
        @Nullable String type,
        @Nullable String node,
        int limit,
        @Nullable String after) {

    /** The largest page. */
    public static final int LARGEST_LIMIT = 1_000;

    /** The first 50 of all. */
    public static final ChildQuery ALL = new ChildQuery("", "", null, null, null, 50, null);

    /** Checks the limit. */
    public ChildQuery {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(contains, "contains");
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + LARGEST_LIMIT + ", but is " + limit);
        }
    }

    /**
     * With what the names begin with.
     *
     * @param newPrefix empty for all
     * @return a changed copy
     */
    public ChildQuery prefix(String newPrefix) {
        return new ChildQuery(newPrefix, contains, status, type, node, limit, after);
    }

    /**
     * With what the names contain.
     *
     * @param part empty for all
     * @return a changed copy
     */
    public ChildQuery contains(String part) {
        return new ChildQuery(prefix, part, status, type, node, limit, after);
    }

    /**
     * With what the children are doing.
     *
     * @param newStatus null for all
     * @return a changed copy
     */
    public ChildQuery status(@Nullable ChildStatus newStatus) {
        return new ChildQuery(prefix, contains, newStatus, type, node, limit, after);
    }

    /**
     * With a type.
     *
     * @param newType null for all
     * @return a changed copy
     */
    public ChildQuery type(@Nullable String newType) {
        return new ChildQuery(prefix, contains, status, newType, node, limit, after);
    }

    /**
     * With a node.
     *
     * @param newNode its id, name or address; null for all
     * @return a changed copy
     */
    public ChildQuery node(@Nullable String newNode) {
        return new ChildQuery(prefix, contains, status, type, newNode, limit, after);
    }

    /**
     * With a number of children.
     *
     * @param newLimit from 1 to {@value #LARGEST_LIMIT}
     * @return a changed copy
     */
    public ChildQuery limit(int newLimit) {
        return new ChildQuery(prefix, contains, status, type, node, newLimit, after);
    }

    /**
     * With where to go on.
     *
     * @param newAfter the {@link ChildPage#after} of the page before; null for the first
     * @return a changed copy
     */
    public ChildQuery after(@Nullable String newAfter) {
        return new ChildQuery(prefix, contains, status, type, node, limit, newAfter);
    }
}
