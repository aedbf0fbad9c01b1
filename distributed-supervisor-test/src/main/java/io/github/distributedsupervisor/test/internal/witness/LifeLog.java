package io.github.distributedsupervisor.test.internal.witness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The lives of all instances of a cluster, and which nodes were apart when. Safe for use by several threads. */
public final class LifeLog {

    private final LongSupplier clock;
    private final List<Life> lives = new ArrayList<>();
    private final List<Apart> aparts = new ArrayList<>();
    private final Map<Integer, Long> adopted = new HashMap<>();

    /** A log on the clock of the machine. */
    public LifeLog() {
        this(sinceNow());
    }

    LifeLog(LongSupplier clock) {
        this.clock = clock;
    }

    private static LongSupplier sinceNow() {
        long begin = System.nanoTime();
        return () -> System.nanoTime() - begin;
    }

    /** An instance is about to be made; tells which, for {@link #ended}. */
    public synchronized int began(String name, long incarnation, int node) {
        lives.add(new Life(name, incarnation, node, clock.getAsLong(), null));
        return lives.size() - 1;
    }

    /** An instance goes on under another incarnation, because a split cluster was merged. */
    public synchronized void adopted(int life, long incarnation) {
        adopted.put(life, incarnation);
    }

    /** An instance is gone. */
    public synchronized void ended(int life) {
        Life one = lives.get(life);
        if (one.open()) {
            lives.set(life, new Life(one.name(), one.incarnation(), one.node(), one.start(), clock.getAsLong()));
        }
    }

    /** All instances of a node died with it. */
    public synchronized void died(int node) {
        for (int i = 0; i < lives.size(); i++) {
            if (lives.get(i).node() == node) {
                ended(i);
            }
        }
    }

    /** From now on two nodes do not know of each other, by a partition or because one of them stands still. */
    public synchronized void parted(int one, int other, Apart.Cause cause) {
        aparts.add(new Apart(one, other, cause, clock.getAsLong(), null));
    }

    /** All nodes that were apart are one cluster again, with one instance of each child. */
    public synchronized void reunited() {
        long now = clock.getAsLong();
        aparts.replaceAll(apart -> apart.until() == null
                ? new Apart(apart.one(), apart.other(), apart.cause(), apart.since(), now)
                : apart);
    }

    /** The life of an instance on a node, if it lives. */
    public synchronized Optional<Life> living(String name, long incarnation, int node) {
        for (int i = 0; i < lives.size(); i++) {
            Life life = lives.get(i);
            boolean called = life.name().equals(name) && life.node() == node;
            if (called && life.open() && adopted.getOrDefault(i, life.incarnation()) == incarnation) {
                return Optional.of(life);
            }
        }
        return Optional.empty();
    }

    /** The instances that live. */
    public synchronized List<Life> living() {
        return lives.stream().filter(Life::open).toList();
    }

    /** The instances there have been of a name, in the order they began. */
    public synchronized List<Life> livesOf(String name) {
        return lives.stream().filter(life -> life.name().equals(name)).toList();
    }

    /** What was wrong until now. */
    public synchronized List<String> violations(boolean overlapAllowedWhilePartitioned) {
        return new Verdict(aparts, overlapAllowedWhilePartitioned, clock.getAsLong()).on(lives);
    }
}
