package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.placement.Placement;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Sees everything at once and says which promise was broken. It is also the store that children write to, which refuses
 * whoever has an older incarnation than one that has written before.
 */
final class Referee {

    private final Simulation simulation;
    private final Map<String, List<SimulatedProcess>> alive = new HashMap<>();
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, SimulatedProcess> lastWriter = new HashMap<>();
    private final Set<String> mustRun = new TreeSet<>();
    private final Set<String> ending = new TreeSet<>();
    private final Set<String> mustNotRun = new TreeSet<>();
    private final Set<Integer> partitionsLost = new TreeSet<>();
    private int starts;

    Referee(Simulation simulation) {
        this.simulation = simulation;
    }

    int starts() {
        return starts;
    }

    // ---- all the time

    void begins(SimulatedProcess process) {
        starts++;
        simulation.trace(process, "begins");
        List<SimulatedProcess> others = alive.computeIfAbsent(process.name(), name -> new ArrayList<>(2));
        checkAlone(process, others);
        others.add(process);
    }

    void handles(SimulatedProcess process) {
        checkAlone(process, alive.get(process.name()));
        long highest = written.getOrDefault(process.name(), 0L);
        SimulatedProcess before = lastWriter.put(process.name(), process);
        written.put(process.name(), process.incarnation());
        check(
                process.incarnation() >= highest,
                () -> "the incarnation went back: " + process + " writes after " + highest + " of " + before);
        check(
                process.incarnation() > highest || before == process,
                () -> "two instances have one incarnation: " + process + " and " + before);
    }

    private void checkAlone(SimulatedProcess process, List<SimulatedProcess> others) {
        for (SimulatedProcess other : others) {
            check(other == process || !other.mayAct(), () -> "two instances run: " + other + " and " + process);
        }
    }

    void ended(SimulatedProcess process) {
        simulation.trace(process, "ended");
        alive.get(process.name()).remove(process);
    }

    void gone(SimulatedNode node) {
        alive.values().forEach(each -> each.removeIf(process -> process.node() == node));
    }

    /** What clients were told. */
    void started(String name) {
        if (!ending.contains(name)) {
            mustRun.add(name);
        }
    }

    void terminating(String name) {
        ending.add(name);
        mustRun.remove(name);
    }

    void terminated(String name) {
        mustNotRun.add(name);
    }

    /** No copy of these records is left among those that are together, or only an old one. */
    void mayHaveLost(int partition) {
        partitionsLost.add(partition);
    }

    // ---- at the end

    void checkConverged(SimulatedCluster cluster) {
        Set<String> members = new TreeSet<>();
        cluster.members().forEach(member -> members.add(member.id()));
        for (String name : Simulation.NAMES) {
            int partition = Simulation.partitionOf(name);
            SimulatedNode owner = cluster.owner(partition);
            ChildRecord record = owner.store().read(name);
            List<SimulatedProcess> running = alive.getOrDefault(name, List.of());
            check(running.size() < 2, () -> "more than one runs in the end: " + running);
            SimulatedProcess process = running.isEmpty() ? null : running.get(0);
            boolean live = record != null && record.live();
            check(live || process == null, () -> "removed, but runs: " + process + ", " + record);
            if (live) {
                checkDescribes(record, process, Placement.choose(name, owner.id(), members));
            }
            boolean sure = !partitionsLost.contains(partition);
            check(
                    live || !sure || !mustRun.contains(name),
                    () -> "was started and never terminated, but is lost: " + name + ", " + record);
            check(!live || !sure || !mustNotRun.contains(name), () -> "was terminated, but lives: " + record);
        }
    }

    private void checkDescribes(ChildRecord record, SimulatedProcess process, String home) {
        check(process != null, () -> "runs nowhere: " + record);
        check(
                process.node().id().equals(home),
                () -> "belongs to " + home + ", but runs elsewhere: " + process + ", " + record);
        check(
                process.incarnation() == record.incarnation()
                        && process.node().id().equals(record.host()),
                () -> "the record does not describe what runs: " + process + ", " + record);
        check(process.mayAct(), () -> "may not run: " + process);
    }

    void check(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new Simulation.Violation(message.get() + " at " + simulation.elapsed() + " ms");
        }
    }
}
