package io.github.distributedsupervisor.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.distributedsupervisor.boot.actuate.ReferenceTables;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of all properties, events, operations, meters and observations, made of their own descriptions. */
class ReferencePageTest {

    private static final Path PAGE = Path.of("../docs/reference.md");
    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final Path SOURCES = Path.of("src/main/java/io/github/distributedsupervisor/boot");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/\\s*(.*?)[;{]", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) (.*?)(?=@param|@return|$)", Pattern.DOTALL);

    @Test
    void everyPropertyHasADescriptionAndAType() throws IOException {
        assertThat(properties()).isNotEmpty().allSatisfy(property -> {
            assertThat((String) property.get("description")).as("%s", property).endsWith(".");
            assertThat((String) property.get("type")).as("%s", property).isNotBlank();
        });
    }

    @Test
    void thePageIsWhatItsSourcesSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/reference.md is stale: run this test with -Dreference.write=true")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("# Reference\n\nMade of the descriptions in the sources by a test, which"
                + " fails when this page is stale.\n\n## Properties\n\n| Property | Default | |\n|---|---|---|\n");
        for (Map<String, Object> property : properties()) {
            row(page, code(property.get("name")), defaultOf(property), String.valueOf(property.get("description")));
        }
        page.append("\nEach of `distributed-supervisor.children[n]`:\n\n| Property | |\n|---|---|\n");
        String source = Files.readString(SOURCES.resolve("autoconfigure/SupervisorProperties.java"));
        Javadoc child = javadocs(source).stream()
                .filter(each -> each.subject().startsWith("record DeclaredChild"))
                .findFirst()
                .orElseThrow();
        child.parameters().forEach((name, text) -> row(page, code(kebab(name)), text));
        page.append(
                "\n## Events\n\nPublished to the application context of the node they are about.\n\n| Event | |\n|---|---|\n");
        for (Path file : files(SOURCES, "*Event.java")) {
            row(
                    page,
                    code(nameOf(file)),
                    javadocs(Files.readString(file)).get(0).text());
        }
        appendEndpoint(page);
        appendOperations(page);
        return page.toString();
    }

    private static void appendEndpoint(StringBuilder page) throws IOException {
        List<Javadoc> operations =
                javadocs(Files.readString(SOURCES.resolve("actuate/SupervisorEndpoint.java"))).stream()
                        .filter(each ->
                                each.subject().startsWith("@") && each.subject().contains("Operation"))
                        .toList();
        page.append("\n## Endpoint\n\n`/actuator/supervisor`, where it is exposed.\n\n| Operation | |\n|---|---|\n");
        for (Javadoc each : operations) {
            row(page, code(operation(each.subject())), each.text());
        }
        page.append("\nTheir parameters, below the path where they are marked so, else in the query or the body:\n\n"
                + "| Operation | Parameter | |\n|---|---|---|\n");
        for (Javadoc each : operations) {
            each.parameters().forEach((name, text) -> {
                boolean selector = Pattern.compile("@Selector String " + name + "\\b")
                        .matcher(each.signature())
                        .find();
                row(page, code(operation(each.subject())), code(name) + (selector ? " (path)" : ""), text);
            });
        }
    }

    private static void appendOperations(StringBuilder page) {
        page.append(
                "\n## Health\n\nOf each supervisor, under its name. No child is named.\n\n| Detail | |\n|---|---|\n");
        ReferenceTables.health().forEach(cells -> row(page, cells.toArray(String[]::new)));
        page.append("\n## Meters\n\nEach node tells its own part; no tag has the name of a child.\n\n"
                + "| Meter | Type | Tags | |\n|---|---|---|---|\n");
        ReferenceTables.meters().forEach(cells -> row(page, cells.toArray(String[]::new)));
        page.append(
                "\n## Observations\n\nEach is a timer with the tags of meters and `error`, and where there is tracing a"
                        + " span with all tags.\n\n| Observation | Tags of meters and spans | Tags of spans only | |\n"
                        + "|---|---|---|---|\n");
        ReferenceTables.observations().forEach(cells -> row(page, cells.toArray(String[]::new)));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String code(Object text) {
        return "`" + text + "`";
    }

    private static String defaultOf(Map<String, Object> property) {
        Object value = property.get("defaultValue");
        return value == null ? "" : code(value instanceof List<?> list && list.size() == 1 ? list.get(0) : value);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String operation(String subject) {
        Matcher kind = Pattern.compile("@(\\w+)Operation").matcher(subject);
        Matcher method = Pattern.compile("(\\w+)\\(").matcher(subject.replaceAll("@\\w+(\\([^)]*\\))?", ""));
        assertThat(kind.find() && method.find()).isTrue();
        return kind.group(1).toLowerCase(Locale.ROOT) + " " + method.group(1);
    }

    private static List<Path> files(Path directory, String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(files::add);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private static List<Map<String, Object>> properties() throws IOException {
        List<Map<String, Object>> properties = JsonPath.read(Files.readString(METADATA), "$.properties");
        return properties.stream()
                .sorted(Comparator.comparing(property -> (String) property.get("name")))
                .toList();
    }

    private static List<Javadoc> javadocs(String source) {
        List<Javadoc> found = new ArrayList<>();
        Matcher matcher = JAVADOC.matcher(source);
        while (matcher.find()) {
            String text = matcher.group(1).replaceAll("\\n\\s*\\*", "\n");
            Map<String, String> parameters = new LinkedHashMap<>();
            Matcher parameter = PARAMETER.matcher(text);
            while (parameter.find()) {
                parameters.put(parameter.group(1), plain(parameter.group(2)));
            }
            String signature = source.substring(matcher.end(), Math.min(source.length(), matcher.end() + 600));
            found.add(new Javadoc(
                    plain(text.split("@param|@return")[0]),
                    parameters,
                    matcher.group(2),
                    matcher.group(2) + signature.split("\\n    }")[0]));
        }
        return found;
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@link (?:[\\w.]+\\.)?(\\w+)}", "`$1`")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private record Javadoc(String text, Map<String, String> parameters, String subject, String signature) {}
}
