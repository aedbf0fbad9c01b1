package io.github.distributedsupervisor.internal.reconcile;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node beside its state.
 *
 * @param name its name for people
 * @param address host and port
 * @param children how many children it has, about
 * @param types the types of children that it can run; null when that is not known, then all
 */
public record NodeFacts(
        String name, String address, int children, @Nullable Set<String> types) {

    static final NodeFacts NONE = new NodeFacts("", "", 0);

    /** Of a node that runs every type. */
    public NodeFacts(String name, String address, int children) {
        this(name, address, children, null);
    }

    /** Whether it can run children of a type; the empty one is that of a name alone. */
    boolean runs(String type) {
        return types == null || type.isEmpty() || types.contains(type);
    }

    boolean isCalled(String nameOrAddress) {
        return name.equals(nameOrAddress) || address.equals(nameOrAddress);
    }
}
