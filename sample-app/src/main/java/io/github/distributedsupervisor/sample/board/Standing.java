package io.github.distributedsupervisor.sample.board;

import io.github.distributedsupervisor.sample.feed.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instrument on the board.
 *
 * @param latest its latest tick, null before any
 * @param node the name of the node that made it
 * @param gap how many milliseconds were without ticks at the last restart or move, null before any
 * @param duplicates how many ticks came from an instance that had been replaced
 * @param recorded how many ticks have come so far
 * @param prices some of the last prices, oldest first
 */
record Standing(
        @Nullable Tick latest,
        @Nullable String node,
        @Nullable Long gap,
        long duplicates,
        long recorded,
        List<Double> prices) {}
