package io.github.distributedsupervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the children that fit a {@link ChildQuery}, ordered by name.
 *
 * @param items the children; fewer than asked for when some ended meanwhile
 * @param after where the next page begins, to be given back as it is; null when this is the last
 * @param total how many children fit in all, on the nodes that answered
 * @param unreachable names of the nodes that did not answer in time; their children are missing
 */
public record ChildPage(List<ChildInfo> items, @Nullable String after, long total, List<String> unreachable) {

    /** Copies the lists. */
    public ChildPage {
        items = List.copyOf(items);
        unreachable = List.copyOf(unreachable);
    }
}
