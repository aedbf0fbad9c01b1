package io.github.distributedsupervisor.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.DistributedSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The application that README shows: word for word, small, and run on two nodes. */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeTest {

    private static final Path README = Path.of("../README.md");
    private static final Path APPLICATION =
            Path.of("src/test/java/io/github/distributedsupervisor/tutorial/RoomApplication.java");
    private static final Path CONFIGURATION = Path.of("src/test/resources/tutorial.yaml");

    private final String cluster = "tutorial-" + UUID.randomUUID();

    private ConfigurableApplicationContext node() {
        return new SpringApplicationBuilder(RoomApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=tutorial", "distributed-supervisor.cluster.name=" + cluster)
                .run();
    }

    @Test
    void showsTheApplicationThatIsCompiledAndItsConfiguration() throws IOException {
        String readme = Files.readString(README);
        assertThat(readme)
                .contains("```java\n" + application() + "```\n")
                .contains("```yaml\n" + Files.readString(CONFIGURATION) + "```\n");
    }

    @Test
    void needsFortyLinesForAll() throws IOException {
        String readme = Files.readString(README);
        int dependency = lines(readme, "```xml\n");
        int yaml = lines(readme, "```yaml\n");
        assertThat(application().lines().filter(line -> !line.isBlank()).count() + dependency + yaml)
                .isLessThanOrEqualTo(40);
    }

    @Test
    void runsOnTwoNodes(CapturedOutput output) {
        try (ConfigurableApplicationContext one = node()) {
            assertThat(output).contains("1 in the room");
            try (ConfigurableApplicationContext other = node()) {
                assertThat(output).contains("2 in the room");
                DistributedSupervisor supervisor = other.getBean(DistributedSupervisor.class);
                assertThat(supervisor.nodes()).hasSize(2);
            }
            DistributedSupervisor remaining = one.getBean(DistributedSupervisor.class);
            await().until(() -> remaining.nodes().size() == 1);
            RoomApplication.Room room = remaining.child("room-1", RoomApplication.Room.class);
            assertThat(room.join("ann")).isEqualTo(3);
        }
    }

    private static int lines(String readme, String fence) {
        int begin = readme.indexOf(fence) + fence.length();
        return (int)
                readme.substring(begin, readme.indexOf("```", begin)).lines().count();
    }

    private static String application() throws IOException {
        String source = Files.readString(APPLICATION);
        int begin = source.indexOf("// readme\n") + "// readme\n".length();
        return source.substring(begin, source.indexOf("// end", begin));
    }
}
