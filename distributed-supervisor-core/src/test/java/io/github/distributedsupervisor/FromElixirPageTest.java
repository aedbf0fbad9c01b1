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

/** Each row of the page names a test that exists. */
class FromElixirPageTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)` \\|$");

    @Test
    void namesATestInEachRow() throws IOException {
        Map<String, String> sources = sourcesByClass();
        List<String> rows = Files.readAllLines(Path.of("../docs/from-elixir.md")).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| Elixir |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(30);
        for (String row : rows) {
            Matcher matcher = TEST.matcher(row);
            assertThat(matcher.find()).as(row).isTrue();
            assertThat(sources.get(matcher.group(1))).as(row).containsPattern("void " + matcher.group(2) + "\\(");
        }
    }

    private static Map<String, String> sourcesByClass() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            FromElixirPageTest::read,
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
