package io.github.distributedsupervisor.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.lifecycle.Startables;

/** The image of the sample application, in containers that come, die, leave, and lose the network. */
class TickerWallContainersIT {

    private static final int CHILDREN = 24;
    private static final int EXIT_CODE_OF_SIGTERM = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SETTLED = Duration.ofSeconds(4);
    private static final Board NOTHING = new Board(0, 0, Map.of(), Map.of());

    private final List<WallNode> nodes = new ArrayList<>();
    private Future<String> image;
    private MemberNetwork network;

    @BeforeEach
    void needsDocker() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String message = "CONTAINERS SKIPPED: there is no Docker here, so the image of the sample is NOT tested";
            System.out.println(message);
            Assumptions.abort(message);
        }
        Path sample = Path.of(System.getProperty("sample-app.directory"));
        image = new ImageFromDockerfile()
                .withFileFromPath("Dockerfile", sample.resolve("Dockerfile"))
                .withFileFromPath("target/sample-app.jar", sample.resolve("target/sample-app.jar"))
                .withBuildArg("BASE_IMAGE", System.getProperty("containers.base-image"));
        network = new MemberNetwork();
    }

    @AfterEach
    void remove() {
        nodes.forEach(WallNode::stop);
        if (network != null) {
            network.close();
        }
    }

    @Test
    void eachChildRunsOnceWhileNodesDieComeLeaveAndAreCutOff() {
        WallNode first = node(1, byService());
        WallNode second = node(2, byService());
        WallNode third = node(3, byService());
        start(first, second, third);
        Board board = awaitOnce("started", NOTHING, first, second, third);

        second.crash();
        board = awaitOnce("one killed", board, first, third);

        WallNode fourth = node(4, byAddresses());
        WallNode fifth = node(5, byAddresses());
        start(fourth, fifth);
        board = awaitOnce("scaled to four", board, first, third, fourth, fifth);

        long exitCode = third.terminate();
        board = awaitOnce("one stopped", board, first, fourth, fifth);
        assertThat(exitCode).isEqualTo(EXIT_CODE_OF_SIGTERM);

        fifth.cutOff();
        board = awaitOnce("one cut off, the others", board, first, fourth);
        awaitNothingRuns("one cut off, itself", fifth);

        fifth.heal();
        board = awaitOnce("healed", board, first, fourth, fifth);

        fourth.crash();
        awaitOnce("one killed after that", board, first, fifth);
    }

    private WallNode node(int number, Map<String, String> discovery) {
        WallNode node = new WallNode(image, network, number, discovery);
        nodes.add(node);
        return node;
    }

    /** All at the same time, as Kubernetes does. */
    private static void start(WallNode... together) {
        Startables.deepStart(together).join();
    }

    private static Map<String, String> byService() {
        return Map.of("DISTRIBUTEDSUPERVISOR_CLUSTER_KUBERNETES_SERVICEDNS", MemberNetwork.SERVICE);
    }

    private Map<String, String> byAddresses() {
        return Map.of("DISTRIBUTEDSUPERVISOR_CLUSTER_MEMBERS", network.addresses(5));
    }

    /** It is the smaller side: its records stay as they are, since it may not write, but no child ticks. */
    private static void awaitNothingRuns(String what, WallNode alone) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> alone.board().running() == 0);
        System.out.printf(
                "CONTAINERS %s: nodes=1 running=0 duplicates=%d%n",
                what, alone.board().duplicates());
    }

    /** Until each of the nodes sees that all children run, on just these nodes, and stay where they are. */
    private static Board awaitOnce(String what, Board before, WallNode... side) {
        long began = System.nanoTime();
        List<String> names = Stream.of(side).map(WallNode::name).toList();
        for (WallNode node : side) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> node.board().shows(CHILDREN, names));
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        awaitSettled(names, side);
        Board board = side[0].board();
        System.out.printf(
                "CONTAINERS %s: nodes=%d children=%d moved=%d duplicates=%d running_after_ms=%d shares=%s%n",
                what,
                names.size(),
                board.running(),
                board.movedSince(before),
                Collections.max(duplicates(side)),
                millis,
                board.shares());
        assertThat(duplicates(side)).containsOnly(0);
        return board;
    }

    /** How many ticks of replaced children each of the nodes has seen. */
    private static List<Integer> duplicates(WallNode... side) {
        return Stream.of(side).map(node -> node.board().duplicates()).toList();
    }

    private static void awaitSettled(List<String> names, WallNode... side) {
        List<Board> last = new ArrayList<>();
        await().atMost(PATIENCE).during(SETTLED).ignoreExceptions().until(() -> {
            List<Board> boards = Stream.of(side).map(WallNode::board).toList();
            boolean settled = boards.stream().allMatch(board -> board.shows(CHILDREN, names))
                    && places(boards).equals(places(last));
            last.clear();
            last.addAll(boards);
            return settled;
        });
    }

    private static List<Map<String, String>> places(List<Board> boards) {
        return boards.stream().map(Board::places).toList();
    }
}
