package io.github.distributedsupervisor.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A container with a node of the sample application. Its page is reached by the default network of Docker, the other
 * members by the {@link MemberNetwork} only, so that it can still be asked when it is cut off from them.
 */
final class WallNode extends GenericContainer<WallNode> {

    private static final int PAGE = 8080;
    private static final int STOP_TIMEOUT_SECONDS = 40;
    private static final long MEMORY = 768L * 1024 * 1024;
    private static final Path LOGS = Path.of("target", "container-logs");

    private final HttpClient http = HttpClient.newHttpClient();
    private final MemberNetwork network;
    private final String name;
    private final int number;
    private final Path log;

    /** A node that finds the others as {@code discovery}, properties of the starter by their variables, says. */
    WallNode(Future<String> image, MemberNetwork network, int number, Map<String, String> discovery) {
        super(image);
        this.network = network;
        this.number = number;
        this.name = "node-" + number;
        this.log = emptyLog(name);
        withExposedPorts(PAGE);
        withEnv(discovery);
        withEnv("DISTRIBUTEDSUPERVISOR_NODENAME", name);
        withEnv("DISTRIBUTEDSUPERVISOR_CLUSTER_NAME", "containers");
        withEnv("DISTRIBUTEDSUPERVISOR_CLUSTER_INTERFACE", network.address(number));
        withEnv("DISTRIBUTEDSUPERVISOR_CLUSTER_HEARTBEATTIMEOUT", "5s");
        withEnv("DISTRIBUTEDSUPERVISOR_MINNODES", "majority");
        withEnv("LOGGING_LEVEL_COM_HAZELCAST", "info");
        withEnv("JAVA_TOOL_OPTIONS", "-Xmx256m");
        withCreateContainerCmdModifier(
                command -> Objects.requireNonNull(command.getHostConfig()).withMemory(MEMORY));
        withLogConsumer(this::keep);
        waitingFor(Wait.forHttp("/api/board").forPort(PAGE).withStartupTimeout(Duration.ofMinutes(2)));
    }

    private void keep(OutputFrame frame) {
        if (frame.getType() == OutputFrame.OutputType.END) {
            return;
        }
        try {
            Files.write(log, frame.getBytes(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyLog(String name) {
        try {
            return Files.write(Files.createDirectories(LOGS).resolve(name + ".log"), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void containerIsCreated(String containerId) {
        network.connect(containerId, number);
    }

    String name() {
        return name;
    }

    /** What this node sees. */
    Board board() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + getHost() + ":" + getMappedPort(PAGE) + "/api/board"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Board.of(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void cutOff() {
        network.disconnect(getContainerId());
    }

    void heal() {
        network.connect(getContainerId(), number);
    }

    /** SIGKILL. */
    void crash() {
        getDockerClient().killContainerCmd(getContainerId()).withSignal("KILL").exec();
    }

    /** SIGTERM, and waits for the end. Returns the exit code of the process. */
    long terminate() {
        getDockerClient()
                .stopContainerCmd(getContainerId())
                .withTimeout(STOP_TIMEOUT_SECONDS)
                .exec();
        return getDockerClient()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
    }
}
