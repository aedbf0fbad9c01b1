package io.github.distributedsupervisor.sample.board;

import io.github.distributedsupervisor.sample.feed.Instrument;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All ticks of the cluster as this node has seen them since it started. Safe for use by several threads. */
final class TickerBoard {

    private final Map<String, TickTape> tapes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    TickerBoard(List<Instrument> instruments) {
        instruments.forEach(instrument -> tapes.put(instrument.symbol(), new TickTape()));
    }

    synchronized void record(TickBatch batch) {
        ports.put(batch.node(), batch.port());
        batch.ticks().forEach(tick -> {
            TickTape tape = tapes.get(tick.symbol());
            if (tape != null) {
                tape.record(tick, batch.node());
            }
        });
    }

    /** The port of the page of a node, 0 when it has not been told. */
    synchronized int port(String node) {
        return ports.getOrDefault(node, 0);
    }

    synchronized long duplicates() {
        return tapes.values().stream().mapToLong(TickTape::duplicates).sum();
    }

    /** The longest time that any instrument was without ticks because its feed restarted or moved. */
    synchronized @Nullable Long longestGap() {
        return tapes.values().stream()
                .map(TickTape::longestGap)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    /** What is known of an instrument, with the prices that followed the first {@code knownTicks} ones. */
    synchronized Standing standing(String symbol, long knownTicks) {
        TickTape tape = Objects.requireNonNull(tapes.get(symbol), symbol);
        return new Standing(
                tape.latest(),
                tape.node(),
                tape.gap(),
                tape.duplicates(),
                tape.recorded(),
                tape.pricesAfter(knownTicks));
    }
}
