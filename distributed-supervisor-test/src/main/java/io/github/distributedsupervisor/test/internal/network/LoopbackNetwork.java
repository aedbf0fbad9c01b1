package io.github.distributedsupervisor.test.internal.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The network of the members of one JVM. Each member advertises an entrance instead of its own port, and makes its
 * connections from ports of its own, so that it is known who talks to whom, and that can be cut or held. Safe for use by
 * several threads.
 */
public final class LoopbackNetwork implements AutoCloseable {

    /** Who connects from a port of no node. Cut from nobody. */
    private static final int STRANGER = -1;

    private final Object lock = new Object();
    private final Map<Integer, PortBlock> ports = new HashMap<>();
    private final Map<Integer, Entrance> entrances = new HashMap<>();
    private final Set<Wire> wires = new HashSet<>();
    private final Set<Set<Integer>> cuts = new HashSet<>();
    private final Set<Integer> held = new HashSet<>();
    private boolean closed;

    /** Where a node listens, is reached, and connects from. */
    public record Place(int memberPort, String publicAddress, String outboundPorts) {}

    /** Gives each of the nodes up to a number its ports. */
    public void reserve(int nodes) {
        synchronized (lock) {
            for (int i = 0; i < nodes; i++) {
                ports.computeIfAbsent(i, node -> PortBlock.reserve());
            }
        }
    }

    /** The addresses of all nodes that have ports, whether they run or not. */
    public List<String> addresses() {
        synchronized (lock) {
            return ports.values().stream().map(LoopbackNetwork::addressOf).toList();
        }
    }

    private static String addressOf(PortBlock block) {
        return "127.0.0.1:" + block.entrancePort();
    }

    /** Opens the entrance of a node. */
    public Place plugIn(int node) {
        reserve(node + 1);
        synchronized (lock) {
            PortBlock block = ports.get(node);
            if (block == null || closed) {
                throw new IllegalStateException("the network is closed");
            }
            try {
                Entrance entrance = new Entrance(this, node, block);
                entrances.put(node, entrance);
                entrance.open();
            } catch (IOException e) {
                throw new UncheckedIOException("port " + block.entrancePort() + " is not free any more", e);
            }
            return new Place(block.memberPort(), addressOf(block), block.outboundPorts());
        }
    }

    /** Closes the entrance of a node and all its connections, as when its process dies. */
    public void unplug(int node) {
        @Nullable Entrance entrance;
        synchronized (lock) {
            entrance = entrances.remove(node);
            if (entrance != null) {
                entrance.close();
            }
            held.remove(node);
            cuts.removeIf(cut -> cut.contains(node));
            lock.notifyAll();
        }
        reset(wire -> wire.touches(node));
        if (entrance != null) {
            entrance.awaitClosed();
        }
    }

    /**
     * Cuts pairs of nodes from each other, all at the same moment: their connections are closed, and refused until
     * {@link #mend}. One after the other, a node that has seen the first end would still tell the next of it.
     */
    public void cut(Set<Set<Integer>> pairs) {
        synchronized (lock) {
            cuts.addAll(pairs);
            lock.notifyAll();
        }
        reset(wire -> pairs.stream().anyMatch(wire::joins));
    }

    /** Ends all cuts. */
    public void mend() {
        synchronized (lock) {
            cuts.clear();
        }
    }

    /** Holds all bytes from and to a node; its connections stay. */
    public void hold(int node) {
        synchronized (lock) {
            held.add(node);
        }
    }

    /** Lets the bytes go on that were held. */
    public void release(int node) {
        synchronized (lock) {
            held.remove(node);
            lock.notifyAll();
        }
    }

    int nodeThatMakes(int port) {
        synchronized (lock) {
            return ports.entrySet().stream()
                    .filter(entry -> entry.getValue().makes(port))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(STRANGER);
        }
    }

    boolean isCut(int from, int to) {
        synchronized (lock) {
            return closed || !entrances.containsKey(to) || isCutNow(from, to);
        }
    }

    private boolean isCutNow(int from, int to) {
        return from != to && cuts.contains(Set.of(from, to));
    }

    void add(Wire wire, int from, int to) {
        synchronized (lock) {
            if (isCut(from, to)) {
                wire.reset();
                return;
            }
            wires.add(wire);
        }
        wire.carry();
    }

    void remove(Wire wire) {
        synchronized (lock) {
            wires.remove(wire);
        }
    }

    /** Waits while either end is held; false when the connection is to end. */
    boolean awaitFlow(int from, int to) {
        synchronized (lock) {
            while (!closed && (held.contains(from) || held.contains(to)) && !isCutNow(from, to)) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return !closed && !isCutNow(from, to);
        }
    }

    private void reset(Predicate<Wire> which) {
        List<Wire> chosen;
        synchronized (lock) {
            chosen = new ArrayList<>(wires);
            chosen.removeIf(which.negate());
            chosen.forEach(wires::remove);
        }
        chosen.forEach(Wire::reset);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            entrances.values().forEach(Entrance::close);
            entrances.clear();
            lock.notifyAll();
        }
        reset(wire -> true);
        synchronized (lock) {
            ports.values().forEach(PortBlock::release);
        }
    }
}
