package io.github.distributedsupervisor.internal.reconcile;

/**
 * What is known of a node beside its state.
 *
 * @param name its name for people
 * @param address host and port
 * @param children how many children it has, about
 */
public record NodeFacts(String name, String address, int children) {

    static final NodeFacts NONE = new NodeFacts("", "", 0);

    boolean isCalled(String nameOrAddress) {
        return name.equals(nameOrAddress) || address.equals(nameOrAddress);
    }
}
