package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What users ask of a simulated cluster, at any node: four children are started again and again and run for good; two are
 * started once and terminated once; one comes and goes; one is temporary.
 */
final class SimulatedClients {

    private static final long PATIENCE = 5_000;

    private final Simulation simulation;

    SimulatedClients(Simulation simulation) {
        this.simulation = simulation;
    }

    void begin(long until) {
        for (int i = 0; i < 4; i++) {
            startAgainAndAgain("child-" + i, until);
        }
        for (String name : List.of("child-4", "child-5")) {
            long at = simulation.between(0, 3_000);
            simulation.after(at, () -> start(name, Restart.PERMANENT));
            simulation.after(at + PATIENCE + simulation.between(100, until - 9_000), () -> terminate(name, true));
        }
        for (String name : List.of("child-6", "child-7")) {
            Restart restart = name.equals("child-7") ? Restart.TEMPORARY : Restart.PERMANENT;
            for (int i = 0; i < 3; i++) {
                simulation.after(simulation.between(0, until), () -> start(name, restart));
                simulation.after(simulation.between(0, until), () -> terminate(name, false));
            }
        }
    }

    private void startAgainAndAgain(String name, long until) {
        simulation.after(simulation.between(0, 4_000), () -> {
            if (simulation.elapsed() < until) {
                start(name, Restart.PERMANENT);
                startAgainAndAgain(name, until);
            }
        });
    }

    private void start(String name, Restart restart) {
        UUID id = new UUID(simulation.random.nextLong(), simulation.random.nextLong());
        StoredSpec spec = new StoredSpec("type", name, new byte[0], restart, Shutdown.infinity());
        boolean stays = !name.equals("child-6") && restart == Restart.PERMANENT;
        request(
                name,
                simulation.now() + PATIENCE,
                (node, reply) -> node.coordinator().start(spec, id, reply),
                status -> {
                    if (status == Status.OK && stays) {
                        simulation.referee.started(name);
                    }
                });
    }

    /** @param forGood whether nobody starts it again */
    private void terminate(String name, boolean forGood) {
        simulation.referee.terminating(name);
        request(
                name,
                simulation.now() + PATIENCE,
                (node, reply) -> node.coordinator().terminate(name, 0, reply),
                status -> {
                    if (status == Status.OK && forGood) {
                        simulation.referee.terminated(name);
                    }
                });
    }

    /** Asks the coordinator that some node believes in, again and again. */
    private void request(
            String name, long deadline, BiConsumer<SimulatedNode, Consumer<Status>> action, Consumer<Status> answered) {
        if (simulation.now() >= deadline) {
            return;
        }
        List<SimulatedNode> askers =
                simulation.nodes().stream().filter(SimulatedNode::awake).toList();
        Runnable again =
                () -> simulation.after(simulation.between(10, 300), () -> request(name, deadline, action, answered));
        String coordinator = null;
        SimulatedNode asker = null;
        if (!askers.isEmpty()) {
            asker = askers.get(simulation.random.nextInt(askers.size()));
            coordinator = asker.directory().coordinatorOf(name);
        }
        if (coordinator == null) {
            again.run();
            return;
        }
        simulation.network.<Status>order(
                asker,
                coordinator,
                (node, reply) -> node.gated(reply, () -> action.accept(node, reply)),
                status -> {
                    if (status == Status.RETRY) {
                        again.run();
                    } else {
                        answered.accept(status);
                    }
                },
                again);
    }
}
