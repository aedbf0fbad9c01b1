package io.github.distributedsupervisor.sample.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchCommandTest {

    @Test
    void runsTheSameJarAgain() {
        assertThat(command("target/sample-app.jar", List.of(), List.of()).words())
                .containsExactly("java", "-jar", "target/sample-app.jar");
    }

    @Test
    void runsTheSameClassPathAgain() {
        String classPath = "target/classes" + File.pathSeparator + "spring.jar";

        assertThat(command(classPath, List.of(), List.of()).words())
                .containsExactly("java", "-cp", classPath, "org.example.Main");
    }

    @Test
    void keepsOptionsAndArgumentsButThoseThatOneProcessCanHaveOnly() {
        LaunchCommand command = command(
                "sample-app.jar",
                List.of("-Xmx200m", "-agentlib:jdwp=transport=dt_socket,address=5005", "-Dserver.port=9000"),
                List.of("--server.port=9000", "--distributed-supervisor.cluster.name=blue"));

        assertThat(command.words())
                .containsExactly(
                        "java", "-Xmx200m", "-jar", "sample-app.jar", "--distributed-supervisor.cluster.name=blue");
    }

    private static LaunchCommand command(String classPath, List<String> options, List<String> arguments) {
        return new LaunchCommand("java", options, classPath, "org.example.Main", arguments);
    }
}
