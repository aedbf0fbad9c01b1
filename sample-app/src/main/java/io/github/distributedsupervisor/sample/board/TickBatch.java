package io.github.distributedsupervisor.sample.board;

import io.github.distributedsupervisor.sample.feed.Tick;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node tells all nodes at once: where its page is, and the ticks it made. Travels as text, one line for the node
 * and one for each tick.
 *
 * @param node the node's name
 * @param port the port of its page, 0 when it is not served yet
 * @param ticks in the order they were made
 */
record TickBatch(String node, int port, List<Tick> ticks) {

    private static final String SEPARATOR = "\t";

    String encode() {
        return Stream.concat(Stream.of(node + SEPARATOR + port), ticks.stream().map(TickBatch::encode))
                .collect(Collectors.joining("\n"));
    }

    /** Reads what {@link #encode()} wrote; throws {@link IllegalArgumentException} when it is something else. */
    static TickBatch decode(String text) {
        List<String> lines = text.lines().toList();
        String[] head = fields(lines.isEmpty() ? "" : lines.get(0), 2);
        List<Tick> ticks = lines.stream().skip(1).map(TickBatch::decodeTick).toList();
        return new TickBatch(head[0], Integer.parseInt(head[1]), ticks);
    }

    private static String encode(Tick tick) {
        return String.join(
                SEPARATOR,
                tick.symbol(),
                Double.toString(tick.price()),
                Long.toString(tick.sequence()),
                Long.toString(tick.incarnation()),
                Long.toString(tick.time()));
    }

    private static Tick decodeTick(String line) {
        String[] fields = fields(line, 5);
        return new Tick(
                fields[0],
                Double.parseDouble(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]));
    }

    private static String[] fields(String line, int count) {
        String[] fields = line.split(SEPARATOR, -1);
        if (fields.length != count) {
            throw new IllegalArgumentException("expected " + count + " fields in '" + line + "'");
        }
        return fields;
    }
}
