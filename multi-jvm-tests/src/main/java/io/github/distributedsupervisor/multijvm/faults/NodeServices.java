package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.multijvm.WitnessFile;

/**
 * What the children of a process share.
 *
 * @param options those of the node
 * @param file where they write what they do
 * @param points where they wait for faults
 * @param writes what they write to a resource outside the cluster
 */
record NodeServices(NodeOptions options, WitnessFile file, FaultPoints points, LateWrites writes) {

    /** Whether a child shows more often that it lives. */
    boolean isFine(String name) {
        int dash = name.lastIndexOf('-');
        return options.fine() > 0 && dash >= 0 && Integer.parseInt(name.substring(dash + 1)) < options.fine();
    }
}
