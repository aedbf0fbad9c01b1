package io.github.distributedsupervisor.multijvm.faults;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Strikes a cluster with one fault after the other, chosen by chance; a seed repeats the choice. */
final class Nemesis {

    private static final int LONGEST_PAUSE_MILLIS = 20_000;
    private static final int LONGEST_CUT_MILLIS = 20_000;
    private static final int LONGEST_ABSENCE_MILLIS = 10_000;

    private final FaultCluster cluster;
    private final @Nullable FaultNetwork network;
    private final Random random;
    private final int spared;
    private final Map<Fault, Integer> struck = new TreeMap<>();

    private enum Fault {
        KILL,
        LEAVE,
        PAUSE,
        CUT
    }

    /**
     * @param network null when there can be no cuts
     * @param spared this node is paused and cut off, but its process is never ended
     */
    Nemesis(FaultCluster cluster, @Nullable FaultNetwork network, long seed, int spared) {
        this.cluster = cluster;
        this.network = network;
        this.random = new Random(seed);
        this.spared = spared;
    }

    /** One fault and its end: the node is there again when this returns, but perhaps not all children. */
    void strike() throws Exception {
        Fault fault = Fault.values()[random.nextInt(network == null ? 3 : 4)];
        int victim = random.nextInt(cluster.size());
        if (victim == spared && fault.compareTo(Fault.PAUSE) < 0) {
            victim = (victim + 1) % cluster.size();
        }
        struck.merge(fault, 1, Integer::sum);
        System.out.println(LocalTime.now() + " " + fault + " of node " + victim);
        switch (fault) {
            case KILL -> {
                cluster.node(victim).kill();
                rejoin(victim);
            }
            case LEAVE -> {
                cluster.node(victim).terminate();
                cluster.node(victim).awaitExit();
                rejoin(victim);
            }
            case PAUSE -> {
                cluster.pause(victim);
                Thread.sleep(1_000 + random.nextInt(LONGEST_PAUSE_MILLIS));
                cluster.resume(victim);
            }
            case CUT -> cut(victim);
            default -> throw new IllegalStateException(fault.name());
        }
    }

    private void rejoin(int victim) throws Exception {
        Thread.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
        cluster.restart(victim);
        cluster.load(victim, random.nextLong());
    }

    private void cut(int victim) throws Exception {
        FaultNetwork there = Objects.requireNonNull(network);
        there.split(victim);
        Thread.sleep(1_000 + random.nextInt(LONGEST_CUT_MILLIS));
        there.heal();
    }

    int strikes() {
        return struck.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often each fault struck: words, each with a space before it. */
    String summary() {
        StringBuilder words = new StringBuilder();
        struck.forEach((fault, times) -> words.append(' ')
                .append(fault.name().toLowerCase(Locale.ROOT))
                .append('=')
                .append(times));
        return words.toString();
    }
}
