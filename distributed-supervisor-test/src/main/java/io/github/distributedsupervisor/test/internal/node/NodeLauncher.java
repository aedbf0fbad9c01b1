package io.github.distributedsupervisor.test.internal.node;

/** Starts nodes of one kind. */
public interface NodeLauncher {

    /** Returns once the node takes children. */
    RunningNode launch(NodeSetup setup);
}
