package io.github.distributedsupervisor.multijvm.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a scenario runs on, and how often: {@code -Dfaults.rounds}, {@code -Dfaults.seed}, {@code -Dfaults.children}. */
final class Scenario {

    /** What the nodes are told where a scenario wants a quorum; {@code 1} shows what happens without. */
    static final String QUORUM = System.getProperty("faults.quorum", "majority");
    /** Chooses who is struck, and when. */
    static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    /** How long a cluster of the fast profile may take to be whole again after a node that was cut off is back. */
    static final Duration WHOLE_AGAIN = Duration.ofSeconds(60);

    final String name;
    int nodes = 5;
    int children = Integer.getInteger("faults.children", 500);
    int notLoaded;
    int declared;
    boolean stored;
    String quorum = "1";
    Duration lease = Duration.ofSeconds(6);
    Duration tick = Duration.ofMillis(100);
    int fine = 50;
    int callsPerSecond = Integer.getInteger("faults.calls", 20);
    String heap = "160m";

    @Nullable
    FaultNetwork network;

    private Scenario(String name) {
        this.name = name;
    }

    static Scenario named(String name) {
        return new Scenario(name);
    }

    /** How many rounds: as the command line says, else so many. */
    static int rounds(int otherwise) {
        return Integer.getInteger("faults.rounds", otherwise);
    }

    Scenario nodes(int number) {
        nodes = number;
        return this;
    }

    Scenario children(int number) {
        children = number;
        return this;
    }

    /** Each node declares all children when it starts. */
    Scenario declared() {
        declared = children;
        return this;
    }

    /** The last so many children are not called. */
    Scenario notLoaded(int number) {
        notLoaded = number;
        return this;
    }

    /** Records are kept in files. */
    Scenario stored() {
        stored = true;
        return this;
    }

    /** With what the command line says, else a majority. */
    Scenario withQuorum() {
        quorum = QUORUM;
        return this;
    }

    /** All children show that they live so often, none more often. */
    Scenario tick(Duration period) {
        tick = period;
        fine = 0;
        return this;
    }

    Scenario heap(String most) {
        heap = most;
        return this;
    }

    Scenario in(FaultNetwork ownNetwork) {
        network = ownNetwork;
        return this;
    }

    FaultCluster start() throws Exception {
        System.out.println(name + ": seed=" + SEED + " quorum=" + quorum);
        return FaultCluster.start(this);
    }
}
