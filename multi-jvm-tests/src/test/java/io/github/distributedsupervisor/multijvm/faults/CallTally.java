package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.multijvm.NodeProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the calls of a scenario have ended, and what the children have counted. */
record CallTally(List<NodeProcess> nodes, Path directory, List<String> names) {

    /** How all calls have ended, as far as their callers could tell. */
    Map<String, Long> calls() {
        Map<String, Long> sum = new TreeMap<>();
        for (String counter : List.of("ok", "failed", "unavailable", "unknown")) {
            sum.put(
                    counter,
                    nodes.stream()
                            .mapToLong(node -> node.calls().getOrDefault(counter, 0L))
                            .sum());
        }
        return sum;
    }

    /** What each child counts, as it says itself. */
    Map<String, Long> counts(NodeProcess by) throws Exception {
        by.ask("counts " + names.size());
        Map<String, Long> counts = new TreeMap<>();
        addNumbers(directory.resolve("counts"), counts);
        return counts;
    }

    /** How often the callers were told that a child has counted, by child. */
    Map<String, Long> acknowledged() throws IOException {
        Map<String, Long> acknowledged = new TreeMap<>();
        names.forEach(each -> acknowledged.put(each, 0L));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.acknowledged")) {
            for (Path file : files) {
                addNumbers(file, acknowledged);
            }
        }
        return acknowledged;
    }

    private static void addNumbers(Path file, Map<String, Long> numbers) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            numbers.merge(words[0], Long.valueOf(words[1]), Long::sum);
        }
    }
}
