package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.placement.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Members and partition owners as they are, and how the nodes hear of them: one by one, each after its own while. */
final class Membership {

    private final Simulation simulation;
    private final Set<String> members = new TreeSet<>();
    private final Set<String> lite = new TreeSet<>();
    private final Set<String> dead = new TreeSet<>();
    private final String[] owners = new String[Simulation.PARTITIONS];
    private long version;
    private boolean migrating;
    private long lastNews;
    private int joining;

    Membership(Simulation simulation) {
        this.simulation = simulation;
    }

    int size() {
        return members.size() + joining;
    }

    boolean ownerLives(String name) {
        String owner = owners[partitionOf(name)];
        return owner != null && !dead.contains(owner);
    }

    static int partitionOf(String name) {
        return Math.floorMod(name.hashCode() * 31, Simulation.PARTITIONS);
    }

    void join(SimulatedNode node) {
        boolean first = members.isEmpty();
        joining++;
        long begins = first ? 0 : simulation.between(10, 500);
        simulation.after(begins, () -> {
            members.add(node.id());
            simulation.trace(node.id(), "JOINS");
            long known = publishMembers(node.id());
            long ready = simulation.variant.lateJoins() ? 2 : known + 1;
            simulation.after(ready, () -> {
                joining--;
                node.begin(members, owners, version);
                rebalanceLater();
            });
            if (first) {
                rebalance();
            }
        });
    }

    void crashed(String id) {
        dead.add(id);
        simulation.after(simulation.between(100, 2_000), () -> removed(id));
    }

    /** It shut down in an orderly way: the others hear at once. */
    void left(String id) {
        dead.add(id);
        removed(id);
    }

    private void removed(String id) {
        members.remove(id);
        lite.remove(id);
        simulation.trace(id, "is no member any more");
        publishMembers("");
        List<String> data = dataMembers();
        for (int partition = 0; partition < owners.length; partition++) {
            if (id.equals(owners[partition]) || owners[partition] == null) {
                setOwner(partition, data.get(simulation.random.nextInt(data.size())));
            }
        }
        rebalanceLater();
    }

    /** Gives its partitions up but stays a member; false for the last that has partitions. */
    boolean demote(String id) {
        if (dataMembers().size() < 2) {
            return false;
        }
        lite.add(id);
        rebalanceLater();
        return true;
    }

    boolean ownsNothing(String id) {
        for (String owner : owners) {
            if (id.equals(owner)) {
                return false;
            }
        }
        return true;
    }

    private List<String> dataMembers() {
        List<String> data = new ArrayList<>(members);
        data.removeAll(lite);
        data.removeAll(dead);
        return data;
    }

    private void rebalanceLater() {
        if (!migrating) {
            migrating = true;
            simulation.after(simulation.between(50, 600), this::rebalance);
        }
    }

    /** Moves one partition and goes on after a while. */
    private void rebalance() {
        List<String> data = dataMembers();
        int start = simulation.random.nextInt(owners.length);
        for (int i = 0; i < owners.length; i++) {
            int partition = (start + i) % owners.length;
            String wanted = data.get(partition % data.size());
            String owner = owners[partition];
            if (owner != null && dead.contains(owner)) {
                continue; // first its backup is promoted
            }
            if (!wanted.equals(owner)) {
                migrating = true;
                setOwner(partition, wanted);
                simulation.after(owner == null ? 0 : simulation.between(3, 40), this::rebalance);
                return;
            }
        }
        migrating = false;
    }

    private void setOwner(int partition, String owner) {
        owners[partition] = owner;
        long stamp = ++version;
        for (String member : members) {
            news(member, simulation.calm() || !simulation.chance(2) ? 18 : 800)
                    .tell(node -> node.ownerChanged(partition, owner, stamp));
        }
    }

    /** Returns how long it takes until the last has heard. */
    private long publishMembers(String joiner) {
        Set<String> now = new TreeSet<>(members); // an immutable set has another order in each virtual machine
        long stamp = ++version;
        long last = 0;
        for (String member : now) {
            if (!member.equals(joiner)) {
                News news = news(member, simulation.calm() ? 50 : 1_500);
                news.tell(node -> node.membersChanged(now, stamp));
                last = Math.max(last, news.delay());
            }
        }
        return last;
    }

    private News news(String member, long atMost) {
        long delay = simulation.between(0, atMost);
        lastNews = Math.max(lastNews, simulation.now() + delay);
        return new News(member, delay);
    }

    private final class News {
        private final String member;
        private final long delay;

        News(String member, long delay) {
            this.member = member;
            this.delay = delay;
        }

        long delay() {
            return delay;
        }

        void tell(Consumer<SimulatedNode> what) {
            simulation.after(delay, () -> what.accept(simulation.node(member)));
        }
    }

    /** Whether nobody comes or goes and all have heard. */
    boolean quiet() {
        boolean settled = members.stream()
                .map(simulation::node)
                .allMatch(node -> node.running() && node.state() == NodeState.READY);
        return settled && joining == 0 && !migrating && simulation.now() > lastNews + 100;
    }

    String placementOf(String name) {
        return Placement.choose(name, owners[partitionOf(name)], members);
    }
}
