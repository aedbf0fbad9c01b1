package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.function.Consumer;

/**
 * One instance on a simulated node: how long it takes to start, to handle messages, which come all the time, and to stop.
 * It begins to do anything only while its node may run it.
 */
final class SimulatedProcess {

    private final String name;
    private final SimulatedNode node;
    private final Simulation simulation;
    private long incarnation;
    private boolean waiting;
    private boolean begun;
    private boolean open;
    private boolean stopping;
    private boolean over;
    private boolean fenced;
    private long busyUntil;
    private Owner owner;

    /** Learns what becomes of it. */
    interface Owner {
        void started();

        void failedToStart();

        void crashed();
    }

    SimulatedProcess(ChildRecord record, SimulatedNode node, Simulation simulation) {
        this.name = record.name();
        this.incarnation = record.incarnation();
        this.node = node;
        this.simulation = simulation;
    }

    String name() {
        return name;
    }

    long incarnation() {
        return incarnation;
    }

    SimulatedNode node() {
        return node;
    }

    /** Whether it does something now, or may begin to. */
    boolean mayAct() {
        return begun
                && !over
                && !fenced
                && node.running()
                && (simulation.uses(Mitigation.LEASE_CHECK)
                        ? !node.mandate().lease().isOver()
                        : !node.paused());
    }

    /** Its node has no right to run it any more: it only finishes what it is doing. */
    void fence(Consumer<Boolean> then) {
        onlyEnds();
        stop(0, then);
    }

    void onlyEnds() {
        fenced = true;
        open = false;
    }

    void adopt(long newIncarnation) {
        incarnation = newIncarnation;
    }

    void start(Owner newOwner) {
        owner = newOwner;
        node.after(simulation.between(0, 3), this::begin);
    }

    private void begin() {
        if (stopping || over) {
            return;
        }
        waiting = !node.mayRun();
        if (waiting) {
            return;
        }
        begun = true;
        simulation.referee.begins(this);
        long duration = !simulation.calm() && simulation.chance(10)
                ? simulation.between(100, 1_500)
                : simulation.between(0, 20);
        boolean fails = simulation.crashes(name, 3);
        busyUntil = simulation.now() + duration;
        node.after(duration, () -> {
            if (fails) {
                end();
                owner.failedToStart();
            } else {
                owner.started();
            }
        });
    }

    /** Its node may run it again. */
    void wake() {
        if (waiting) {
            begin();
        }
    }

    void open() {
        if (!over && !open) {
            open = true;
            node.after(simulation.between(1, 100), this::handle);
        }
    }

    private void handle() {
        if (!open || stopping) {
            return;
        }
        long duration = 0;
        if (node.mayRun()) {
            simulation.referee.handles(this);
            duration = !simulation.calm() && simulation.chance(2)
                    ? simulation.between(100, 2_500)
                    : simulation.between(0, 20);
            busyUntil = simulation.now() + duration;
            if (simulation.crashes(name, 1)) {
                node.after(duration, this::crash);
                return;
            }
        }
        node.after(duration + simulation.between(20, 300), this::handle);
    }

    private void crash() {
        if (!stopping) {
            stopping = true;
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
        long busy = Math.max(0, busyUntil - simulation.now());
        if (giveUpAfter > 0 && busy > giveUpAfter) {
            node.after(giveUpAfter, () -> then.accept(over));
        } else {
            node.after(busy, () -> stopNow(then));
        }
    }

    private void stopNow(Consumer<Boolean> then) {
        if (!begun || over) {
            over = true;
            then.accept(true);
        } else if (stopping) {
            node.after(5, () -> stopNow(then));
        } else {
            stopping = true;
            open = false;
            node.after(simulation.between(0, 300), () -> {
                end();
                then.accept(true);
            });
        }
    }

    private void end() {
        over = true;
        open = false;
        simulation.referee.ended(this);
    }

    @Override
    public String toString() {
        return name + "/" + incarnation + " on " + node.id();
    }
}
