package io.github.distributedsupervisor;

/**
 * A member of the cluster that runs this supervisor.
 *
 * @param id unique for one life of the process; it may change when two halves of a split cluster merge
 * @param name the configured name, by default host and port
 * @param address host and port of its Hazelcast member
 * @param local whether it is the node that answered
 * @param draining whether it is about to leave and takes no more children
 */
public record SupervisorNode(String id, String name, String address, boolean local, boolean draining) {

    /**
     * Whether a text means this node.
     *
     * @param idNameOrAddress what somebody wrote
     * @return whether it is its id, its name or its address
     */
    public boolean isCalled(String idNameOrAddress) {
        return idNameOrAddress.equals(id) || idNameOrAddress.equals(name) || idNameOrAddress.equals(address);
    }
}
