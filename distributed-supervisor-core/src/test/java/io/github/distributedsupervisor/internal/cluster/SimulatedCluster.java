package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Members that are together as they are, the owners of partitions and their backups, and how the members hear of changes:
 * one by one, each after its own while.
 */
final class SimulatedCluster {

    private static final int BACKUPS = 2;

    private final Simulation simulation;
    private final List<SimulatedNode> members = new ArrayList<>();
    private final Set<SimulatedNode> lite = new HashSet<>();
    private final SimulatedNode[] owners = new SimulatedNode[Simulation.PARTITIONS];
    private final long[] ownedSince = new long[Simulation.PARTITIONS];
    private final List<Set<SimulatedNode>> backups = new ArrayList<>();
    private final List<Set<SimulatedNode>> stale = new ArrayList<>();
    private boolean migrating;
    private boolean merging;
    private boolean frozen;
    private long lastNews;
    private long membersVersion;

    /** How a new member begins. */
    interface Beginning {
        void begin(Set<String> members, String[] owners, long version);
    }

    SimulatedCluster(Simulation simulation, Collection<SimulatedNode> members) {
        this.simulation = simulation;
        this.members.addAll(members);
        for (int partition = 0; partition < owners.length; partition++) {
            backups.add(new LinkedHashSet<>());
            stale.add(new HashSet<>());
        }
    }

    List<SimulatedNode> members() {
        return members;
    }

    SimulatedNode owner(int partition) {
        return owners[partition];
    }

    /** Whether the owner has heard of the members among which it was made the owner: before, it is none. */
    boolean ownerKnows(int partition) {
        return owners[partition].directory().hasSeen(ownedSince[partition]);
    }

    boolean merging() {
        return merging;
    }

    void merging(boolean isMerging) {
        merging = isMerging;
    }

    /** Whether nobody may join: it is about to become part of another. */
    boolean frozen() {
        return frozen;
    }

    void freeze(boolean isFrozen) {
        frozen = isFrozen;
    }

    boolean isLargerThan(SimulatedCluster other) {
        int mine = dataMembers().size();
        int its = other.dataMembers().size();
        return mine != its
                ? mine > its
                : members.get(0).id().compareTo(other.members.get(0).id()) < 0;
    }

    boolean quiet() {
        return !migrating && !merging && simulation.now() > lastNews + 100;
    }

    private List<SimulatedNode> dataMembers() {
        List<SimulatedNode> data = new ArrayList<>(members);
        data.removeAll(lite);
        data.removeIf(SimulatedNode::over);
        return data;
    }

    // ---- members

    void add(SimulatedNode node, Beginning beginning) {
        members.add(node);
        publishMembers(node);
        lastNews = Math.max(lastNews, simulation.now() + 300);
        simulation.after(simulation.between(0, 300), () -> {
            SimulatedCluster current = simulation.grid.clusterOf(node); // it may have split meanwhile
            if (current != null) {
                current.begin(beginning);
            }
        });
        if (owners[0] == null) {
            rebalance();
        } else {
            rebalanceLater();
        }
    }

    private void begin(Beginning beginning) {
        String[] ids = new String[owners.length];
        for (int partition = 0; partition < owners.length; partition++) {
            ids[partition] = owners[partition] == null ? null : owners[partition].id();
        }
        beginning.begin(ids(), ids, simulation.nextVersion());
    }

    void remove(SimulatedNode node) {
        members.remove(node);
        simulation.trace(node.id(), "is no member any more");
        publishMembers(null);
        promote();
    }

    /** Gives its partitions up but stays a member; false for the last that has partitions. */
    boolean demote(SimulatedNode node) {
        if (dataMembers().size() < 2) {
            return false;
        }
        lite.add(node);
        rebalanceLater();
        return true;
    }

    boolean ownsNothing(SimulatedNode node) {
        return !Arrays.asList(owners).contains(node);
    }

    /** It is no more. */
    void dissolve() {
        members.clear();
    }

    /** The members of this part of a cluster that has split. */
    void continueFrom(SimulatedCluster whole) {
        lite.addAll(whole.lite);
        lite.retainAll(members);
        for (int partition = 0; partition < owners.length; partition++) {
            owners[partition] = whole.owners[partition];
            backups.get(partition).addAll(whole.backups.get(partition));
            backups.get(partition).retainAll(members);
            stale.get(partition).addAll(whole.stale.get(partition));
        }
        publishMembers(null);
        promote();
    }

    /** The members of a smaller cluster, and its records. */
    void takeIn(SimulatedCluster smaller, List<SimulatedNode> movers) {
        List<ChildRecord> records = new ArrayList<>();
        for (String name : Simulation.NAMES) {
            SimulatedNode owner = smaller.owners[Simulation.partitionOf(name)];
            ChildRecord record = owner == null || !movers.contains(owner)
                    ? null
                    : owner.store().read(name);
            if (record != null) {
                records.add(record);
            }
        }
        for (SimulatedNode node : movers) {
            smaller.members.remove(node);
            node.takeNewId();
        }
        if (!smaller.members.isEmpty()) {
            smaller.publishMembers(null);
            smaller.promote();
        }
        for (ChildRecord record : records) {
            int partition = Simulation.partitionOf(record.name());
            SimulatedNode owner = owners[partition];
            if (owner == null) { // nobody there takes partitions any more
                simulation.referee.mayHaveLost(partition);
                continue;
            }
            ChildRecord merged = owner.store()
                    .merge(
                            record,
                            simulation.uses(Mitigation.MERGED_INCARNATION),
                            simulation.uses(Mitigation.MERGED_TOMBSTONES),
                            simulation.uses(Mitigation.MERGED_START));
            simulation.trace("MERGED", record, "gives", merged);
            backUp(record.name(), owner);
        }
        for (SimulatedNode node : movers) {
            add(node, (ids, ownerIds, version) -> {
                node.directory().enter(ids, ownerIds, version);
                node.run(node::merged);
            });
        }
    }

    Set<String> ids() {
        Set<String> ids = new TreeSet<>(); // an immutable set has another order in each virtual machine
        members.forEach(member -> ids.add(member.id()));
        return ids;
    }

    private void publishMembers(SimulatedNode joiner) {
        Set<String> now = ids();
        long stamp = simulation.nextVersion();
        membersVersion = stamp;
        for (SimulatedNode member : members) {
            if (member != joiner) {
                tell(
                        member,
                        simulation.calm() ? 50 : 1_500,
                        node -> node.directory().membersChanged(now, stamp));
            }
        }
    }

    private void tell(SimulatedNode member, long atMost, Consumer<SimulatedNode> news) {
        long delay = simulation.between(0, atMost);
        lastNews = Math.max(lastNews, simulation.now() + delay);
        long pauses = member.pauses();
        member.after(delay, () -> {
            if (member.pauses() == pauses) {
                news.accept(member);
            } else { // it has to find out first that it stood still
                member.after(simulation.between(0, atMost), () -> news.accept(member));
            }
        });
    }

    // ---- partitions

    private void promote() {
        List<SimulatedNode> data = dataMembers();
        if (data.isEmpty()) {
            for (int partition = 0; partition < owners.length; partition++) {
                simulation.referee.mayHaveLost(partition);
                owners[partition] = null; // until a member comes that takes partitions
                backups.get(partition).clear();
            }
            return;
        }
        for (int partition = 0; partition < owners.length; partition++) {
            backups.get(partition).retainAll(members);
            if (owners[partition] != null && !members.contains(owners[partition])) {
                Set<SimulatedNode> copies = backups.get(partition);
                SimulatedNode promoted = null;
                for (SimulatedNode copy : copies) {
                    if (!copy.over()) {
                        promoted = copy;
                        break;
                    }
                }
                boolean lost = promoted == null;
                if (lost) {
                    promoted = data.get(simulation.random.nextInt(data.size()));
                    promoted.store().clear(partitionIs(partition));
                }
                if (lost || stale.get(partition).contains(promoted)) {
                    simulation.trace("PARTITION", partition, lost ? "IS LOST" : "IS OLD", promoted);
                    simulation.referee.mayHaveLost(partition);
                }
                setOwner(partition, promoted);
            }
        }
        rebalanceLater();
    }

    private static Predicate<String> partitionIs(int partition) {
        return name -> Simulation.partitionOf(name) == partition;
    }

    private void rebalanceLater() {
        if (!migrating) {
            migrating = true;
            simulation.after(simulation.between(50, 600), this::rebalance);
        }
    }

    /** Moves one partition and goes on after a while. */
    private void rebalance() {
        if (members.isEmpty()) {
            migrating = false; // it has split, or all have left
            return;
        }
        List<SimulatedNode> data = dataMembers();
        int start = simulation.random.nextInt(owners.length);
        for (int i = 0; i < owners.length && !data.isEmpty(); i++) {
            int partition = (start + i) % owners.length;
            SimulatedNode wanted = data.get(partition % data.size());
            SimulatedNode owner = owners[partition];
            if (wanted != owner && mayMove(owner, wanted)) {
                migrating = true;
                if (owner != null) {
                    copy(partition, owner, wanted);
                }
                setOwner(partition, wanted);
                simulation.after(owner == null ? 0 : simulation.between(3, 40), this::rebalance);
                return;
            }
        }
        migrating = false;
        for (int partition = 0; partition < owners.length; partition++) {
            chooseBackups(partition, data);
        }
    }

    private boolean mayMove(SimulatedNode owner, SimulatedNode wanted) {
        return owner == null
                || (!owner.over()
                        && !owner.paused()
                        && !wanted.paused()
                        && members.contains(owner)
                        && simulation.network.connects(owner, wanted));
    }

    private void copy(int partition, SimulatedNode from, SimulatedNode to) {
        if (from != to) {
            to.store().copy(from.store(), partitionIs(partition));
        }
        stale.get(partition).remove(to);
    }

    private void chooseBackups(int partition, List<SimulatedNode> data) {
        SimulatedNode owner = owners[partition];
        Set<SimulatedNode> copies = backups.get(partition);
        if (owner == null || owner.over()) {
            return;
        }
        Set<SimulatedNode> wanted = new LinkedHashSet<>();
        for (int i = 1; i < data.size() && wanted.size() < BACKUPS; i++) {
            SimulatedNode node = data.get((partition + i) % data.size());
            if (node != owner && simulation.network.connects(owner, node) && !node.paused() && !owner.paused()) {
                copy(partition, owner, node);
                wanted.add(node);
            }
        }
        if (wanted.size() == Math.min(BACKUPS, data.size() - 1)) {
            copies.clear();
        }
        copies.addAll(wanted);
    }

    private void setOwner(int partition, SimulatedNode owner) {
        SimulatedNode before = owners[partition];
        owners[partition] = owner;
        ownedSince[partition] = membersVersion;
        backups.get(partition).remove(owner);
        if (before != null && members.contains(before) && !lite.contains(before)) {
            backups.get(partition).add(before);
        }
        long stamp = simulation.nextVersion();
        String id = owner.id();
        long known = membersVersion;
        for (SimulatedNode member : members) {
            tell(
                    member,
                    simulation.calm() || !simulation.chance(2) ? 18 : 800,
                    node -> node.directory().ownerChanged(partition, id, stamp, known));
        }
    }

    /** The owner has changed a record: those that it reaches keep the change as well. */
    void backUp(String name, SimulatedNode owner) {
        int partition = Simulation.partitionOf(name);
        for (SimulatedNode copy : backups.get(partition)) {
            if (!copy.over() && !copy.paused() && simulation.network.passes(owner, copy)) {
                copy(partition, owner, copy);
            } else {
                stale.get(partition).add(copy);
            }
        }
    }

    boolean missesBackups(int partition, SimulatedNode owner) {
        return backups.get(partition).stream()
                .anyMatch(copy -> stale.get(partition).contains(copy));
    }
}
