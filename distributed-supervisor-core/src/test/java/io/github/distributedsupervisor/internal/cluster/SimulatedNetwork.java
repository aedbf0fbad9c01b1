package io.github.distributedsupervisor.internal.cluster;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Messages between simulated nodes: late, lost, twice, in another order, or not at all in a direction that is cut. */
final class SimulatedNetwork {

    private static final long SHORT = 1_000;

    private final Simulation simulation;
    private final Set<Direction> cut = new HashSet<>();

    private record Direction(String from, String to) {}

    SimulatedNetwork(Simulation simulation) {
        this.simulation = simulation;
    }

    void cut(SimulatedNode from, SimulatedNode to) {
        cut.add(new Direction(from.process(), to.process()));
    }

    void heal() {
        cut.clear();
    }

    boolean isWhole() {
        return cut.isEmpty();
    }

    boolean passes(SimulatedNode from, SimulatedNode to) {
        return from == to || cut.isEmpty() || !cut.contains(new Direction(from.process(), to.process()));
    }

    /** Whether they have a connection that works. */
    boolean connects(SimulatedNode one, SimulatedNode other) {
        return passes(one, other) && passes(other, one);
    }

    /** The time a message takes. */
    long hop() {
        if (!simulation.calm()) {
            int luck = simulation.random.nextInt(simulation.slow ? 20 : 200);
            if (luck < 6) {
                return simulation.between(5, 300);
            }
            if (luck == 6) {
                return simulation.between(300, 3_500);
            }
        }
        return simulation.random.nextInt(5);
    }

    /** A message that nobody waits for. */
    void send(SimulatedNode from, String to, Consumer<SimulatedNode> message) {
        deliver(from, to, message);
        if (!simulation.calm() && simulation.chance(3)) {
            deliver(from, to, message);
        }
    }

    private void deliver(SimulatedNode from, String to, Consumer<SimulatedNode> message) {
        if (!simulation.calm() && simulation.chance(2)) {
            return;
        }
        simulation.after(hop(), () -> {
            SimulatedNode receiver = simulation.nodeOf(to);
            if (receiver != null && passes(from, receiver)) {
                receiver.run(() -> {
                    if (receiver.id().equals(to)) {
                        message.accept(receiver);
                    }
                });
            }
        });
    }

    /** A request that is answered soon, or fails. */
    <T> void ask(
            SimulatedNode from,
            String to,
            BiConsumer<SimulatedNode, Consumer<T>> request,
            Consumer<T> answered,
            Runnable failed) {
        Pending<T> pending = exchange(from, to, request, answered, failed);
        from.after(simulation.between(SHORT / 2, SHORT), pending::fail);
    }

    /** A request that is answered when it is done, or fails when it never will be. */
    <T> void order(
            SimulatedNode from,
            String to,
            BiConsumer<SimulatedNode, Consumer<T>> request,
            Consumer<T> answered,
            Runnable failed) {
        watch(from, to, exchange(from, to, request, answered, failed));
    }

    private <T> Pending<T> exchange(
            SimulatedNode from,
            String to,
            BiConsumer<SimulatedNode, Consumer<T>> request,
            Consumer<T> answered,
            Runnable failed) {
        Pending<T> pending = new Pending<>(answered, failed);
        String own = from.id();
        send(from, to, receiver -> {
            pending.arrived = true;
            request.accept(receiver, answer -> {
                pending.sent = true;
                send(receiver, own, asker -> pending.succeed(answer));
            });
        });
        return pending;
    }

    private void watch(SimulatedNode from, String to, Pending<?> pending) {
        from.after(simulation.between(SHORT / 2, SHORT), () -> {
            SimulatedNode receiver = simulation.nodeOf(to);
            boolean underWay = pending.arrived && !pending.sent;
            if (underWay && receiver != null && receiver.running() && connects(from, receiver)) {
                watch(from, to, pending);
            } else {
                pending.fail();
            }
        });
    }

    private static final class Pending<T> {
        private final Consumer<T> answered;
        private final Runnable failed;
        private boolean arrived;
        private boolean sent;
        private boolean over;

        Pending(Consumer<T> answered, Runnable failed) {
            this.answered = answered;
            this.failed = failed;
        }

        void succeed(T answer) {
            if (!over) {
                over = true;
                answered.accept(answer);
            }
        }

        void fail() {
            if (!over) {
                over = true;
                failed.run();
            }
        }
    }
}
