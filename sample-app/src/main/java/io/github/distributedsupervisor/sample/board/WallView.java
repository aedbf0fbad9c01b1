package io.github.distributedsupervisor.sample.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows, as one node sees it.
 *
 * @param node the name of the node that tells
 * @param nodes all nodes
 * @param instruments how many feeds there should be
 * @param running how many feeds tick
 * @param duplicates how many ticks came from feeds that had been replaced; must stay 0
 * @param maxGapMs the longest time without ticks of a feed that restarted or moved, null before any
 * @param tiles the instruments; all of them, or those that changed
 */
public record WallView(
        String node,
        List<Node> nodes,
        int instruments,
        int running,
        long duplicates,
        @Nullable Long maxGapMs,
        List<Tile> tiles) {

    /**
     * A node of the cluster.
     *
     * @param id the identity of its process
     * @param name its name
     * @param port the port of its page, 0 when it has none yet
     * @param children how many feeds it runs
     * @param local whether it is the node that tells
     * @param draining whether it is about to leave
     */
    public record Node(String id, String name, int port, int children, boolean local, boolean draining) {}

    /**
     * An instrument.
     *
     * @param name its symbol
     * @param decimals how many digits of its price follow the point
     * @param price the last price, null before the first
     * @param node the name of the node of its feed
     * @param incarnation the instance of its feed
     * @param ticks how many ticks the feed has made
     * @param gapMs how long it was without ticks at its last restart or move
     * @param duplicates how many ticks came from feeds that had been replaced
     * @param status what its feed is doing, in words
     * @param prices the last prices, oldest first; all that are kept, or those that are new
     */
    public record Tile(
            String name,
            int decimals,
            @Nullable Double price,
            @Nullable String node,
            long incarnation,
            long ticks,
            @Nullable Long gapMs,
            long duplicates,
            String status,
            List<Double> prices) {}
}
