package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the page names tests that exist, whatever module they are in. */
class HostileInputPageTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void namesTestsInEachRow() throws IOException {
        Map<String, String> sources = sourcesByClass();
        List<String> rows = Files.readAllLines(Path.of("../docs/hostile-input.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Case |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(30);
        for (String row : rows) {
            Matcher matcher = TEST.matcher(row.substring(row.lastIndexOf('|', row.length() - 2)));
            int named = 0;
            for (; matcher.find(); named++) {
                assertThat(sources.get(matcher.group(1))).as(row).containsPattern("void " + matcher.group(2) + "\\(");
            }
            assertThat(named).as(row).isPositive();
        }
    }

    private static Map<String, String> sourcesByClass() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."), 20)) {
            return files.filter(file -> file.toString().contains("src/test/java"))
                    .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            HostileInputPageTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
