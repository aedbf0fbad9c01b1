package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.RegistryModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The way from a node to the records: to the owner of their partition, again and again until that answers. */
final class SimulatedRegistry {

    private static final long RETRY = 50;
    private static final long PATIENCE = 1_400;

    private final Simulation simulation;
    private final SimulatedGrid grid;

    SimulatedRegistry(Simulation simulation, SimulatedGrid grid) {
        this.simulation = simulation;
        this.grid = grid;
    }

    void read(SimulatedNode asker, String name, Consumer<ChildRecord> then) {
        Function<SimulatedNode, ChildRecord> get = owner -> owner.store().read(name);
        atOwner(asker, name, get, owner -> false, then, () -> read(asker, name, then));
    }

    void compareAndSet(SimulatedNode asker, ChildRecord expected, ChildRecord update, Consumer<Outcome> then) {
        compareAndSet(asker, expected, update, Set.of(), then);
    }

    /** @param present members that the owner must see */
    void compareAndSet(
            SimulatedNode asker,
            ChildRecord expected,
            ChildRecord update,
            Set<String> present,
            Consumer<Outcome> then) {
        String name = update.name();
        Function<SimulatedNode, Outcome> change = owner -> {
            Outcome outcome = owner.store().compareAndSet(expected, update, grid.seesAll(owner, present));
            simulation.trace(asker.id(), outcome.applied() ? "wrote" : "could not write", outcome.current());
            grid.backUp(name, owner);
            return outcome;
        };
        atOwner(
                asker,
                name,
                change,
                owner -> grid.missesBackups(name, owner),
                then,
                () -> settle(asker, expected, update, present, then));
    }

    /** After an unknown outcome: what the record says. */
    private void settle(
            SimulatedNode asker,
            ChildRecord expected,
            ChildRecord update,
            Set<String> present,
            Consumer<Outcome> then) {
        read(asker, update.name(), current -> {
            if (current != null && current.changeId().equals(update.changeId())) {
                then.accept(RegistryModel.outcome(true, current));
            } else if (ChildRecord.same(current, expected)) {
                compareAndSet(asker, expected, update, present, then);
            } else {
                then.accept(RegistryModel.outcome(false, current));
            }
        });
    }

    void purge(SimulatedNode asker, ChildRecord tombstone) {
        String name = tombstone.name();
        Function<SimulatedNode, Boolean> purge = owner -> {
            owner.store().purge(tombstone);
            grid.backUp(name, owner);
            return true;
        };
        atOwner(asker, name, purge, owner -> false, done -> {}, () -> {});
    }

    /** @param unknown runs instead when the answer was lost */
    private <T> void atOwner(
            SimulatedNode asker,
            String name,
            Function<SimulatedNode, T> operation,
            Predicate<SimulatedNode> incomplete,
            Consumer<T> then,
            Runnable unknown) {
        asker.after(simulation.network.hop(), () -> {
            SimulatedNode owner = grid.reachableOwner(asker, Simulation.partitionOf(name));
            if (owner == null) {
                asker.after(RETRY, () -> atOwner(asker, name, operation, incomplete, then, unknown));
                return;
            }
            T result = operation.apply(owner);
            boolean late = incomplete.test(owner) || (!simulation.calm() && simulation.chance(2));
            if (late) {
                asker.after(simulation.between(500, 1_500), unknown);
            } else {
                long sent = simulation.now();
                asker.after(simulation.network.hop(), () -> {
                    if (simulation.now() - sent > PATIENCE) {
                        unknown.run();
                    } else {
                        then.accept(result);
                    }
                });
            }
        });
    }

    /** The records of these partitions; null when they cannot be read now. */
    List<ChildRecord> inPartitions(SimulatedNode asker, boolean[] wanted) {
        List<ChildRecord> records = new ArrayList<>();
        for (String name : Simulation.NAMES) {
            int partition = Simulation.partitionOf(name);
            if (wanted[partition]) {
                SimulatedNode owner = grid.reachableOwner(asker, partition);
                if (owner == null) {
                    return null;
                }
                ChildRecord record = owner.store().read(name);
                if (record != null) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    /** Those that name this node, as far as they can be read, and those of its children; null when one cannot be read. */
    List<ChildRecord> about(SimulatedNode asker, String self, List<LocalChild> children) {
        List<ChildRecord> records = new ArrayList<>();
        for (String name : Simulation.NAMES) {
            boolean mine = children.stream().anyMatch(child -> child.name().equals(name));
            SimulatedNode owner = grid.reachableOwner(asker, Simulation.partitionOf(name));
            ChildRecord record = owner == null ? null : owner.store().read(name);
            if (owner == null && mine) {
                return null;
            }
            if (record != null && (mine || record.hostedBy(self))) {
                records.add(record);
            }
        }
        return records;
    }
}
