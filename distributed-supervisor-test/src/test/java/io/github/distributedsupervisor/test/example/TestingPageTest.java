package io.github.distributedsupervisor.test.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page shows what is compiled and run. */
class TestingPageTest {

    private static final String KIT = "src/test/java/io/github/distributedsupervisor/test/example/";
    private static final String STARTER = "../distributed-supervisor-spring-boot-starter/src/test/java/io/github/"
            + "distributedsupervisor/boot/testkit/";

    @ParameterizedTest
    @CsvSource({
        KIT + "RoomChildTest.java, child",
        KIT + "RoomFailoverTest.java, plain",
        KIT + "RoomFailoverTest.java, partition",
        STARTER + "RoomApplicationTest.java, spring"
    })
    void showsWhatIsRun(String file, String mark) throws IOException {
        String source = Files.readString(Path.of(file));
        String begin = "// testing:" + mark + "\n";
        int from = source.indexOf(begin) + begin.length();
        int to = source.lastIndexOf('\n', source.indexOf("// testing:end", from)) + 1;

        assertThat(Files.readString(Path.of("../docs/testing.md")))
                .contains(
                        "```java\n" + source.substring(from, to).stripTrailing().stripIndent() + "\n```");
    }
}
