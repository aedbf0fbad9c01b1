package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.function.Consumer;

/** One instance on a simulated node: how long it takes to start, to finish a message and to stop. */
final class SimulatedProcess {

    private final Simulation.Instance instance;
    private final SimulatedNode node;
    private final Simulation simulation;
    private boolean begun;
    private boolean open;
    private boolean ending;
    private boolean over;
    private Owner owner;

    /** Learns what becomes of it. */
    interface Owner {
        void started();

        void failedToStart();

        void crashed();
    }

    SimulatedProcess(ChildRecord record, SimulatedNode node, Simulation simulation) {
        this.instance = new Simulation.Instance(record.name(), record.incarnation(), node.id());
        this.node = node;
        this.simulation = simulation;
    }

    String name() {
        return instance.name();
    }

    void start(Owner newOwner) {
        owner = newOwner;
        node.after(simulation.between(0, 3), () -> {
            begun = true;
            simulation.started(instance);
            long duration = !simulation.calm() && simulation.chance(10)
                    ? simulation.between(100, 1_500)
                    : simulation.between(0, 20);
            boolean fails = simulation.crashes(instance.name(), 3);
            node.after(duration, () -> {
                if (fails) {
                    end();
                    owner.failedToStart();
                } else {
                    owner.started();
                }
            });
        });
    }

    void open() {
        open = true;
        if (simulation.crashes(instance.name(), 10)) {
            node.after(simulation.between(10, 4_000), this::crash);
        }
    }

    private void crash() {
        if (open && !ending) {
            ending = true;
            node.after(simulation.between(0, 50), () -> {
                end();
                owner.crashed();
            });
        }
    }

    /**
     * Stops after the current message.
     *
     * @param giveUpAfter when that takes longer, the stop is given up; 0 to insist
     * @param then learns whether it stopped
     */
    void stop(long giveUpAfter, Consumer<Boolean> then) {
        boolean busy = !simulation.calm() && simulation.chance(10);
        long message = busy ? simulation.between(500, 3_000) : simulation.between(0, 20);
        if (giveUpAfter > 0 && message > giveUpAfter) {
            node.after(giveUpAfter, () -> then.accept(over));
            return;
        }
        node.after(message, () -> stopNow(then));
    }

    private void stopNow(Consumer<Boolean> then) {
        if (!begun || over) {
            then.accept(true);
        } else if (ending) {
            node.after(5, () -> stopNow(then));
        } else {
            ending = true;
            node.after(simulation.between(0, 300), () -> {
                end();
                then.accept(true);
            });
        }
    }

    private void end() {
        over = true;
        open = false;
        simulation.ended(instance);
    }
}
