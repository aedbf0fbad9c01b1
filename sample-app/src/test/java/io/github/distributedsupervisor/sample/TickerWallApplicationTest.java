package io.github.distributedsupervisor.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.sample.board.WallView;
import io.github.distributedsupervisor.sample.feed.FeedState;
import io.github.distributedsupervisor.sample.feed.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "distributed-supervisor.node-name=node-of-the-test")
class TickerWallApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private DistributedSupervisor supervisor;

    @DynamicPropertySource
    static void ownCluster(DynamicPropertyRegistry registry) {
        String name = "wall-" + UUID.randomUUID();
        registry.add("distributed-supervisor.cluster.name", () -> name);
    }

    @BeforeEach
    void allFeedsTick() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(board().running()).isEqualTo(24));
    }

    @Test
    void showsTwentyFourFeedsOfThisNodeWithoutDuplicates() {
        WallView board = board();

        assertThat(board.node()).isEqualTo("node-of-the-test");
        assertThat(board.nodes()).singleElement().satisfies(node -> {
            assertThat(node.port()).isEqualTo(port);
            assertThat(node.children()).isEqualTo(24);
            assertThat(node.local()).isTrue();
        });
        assertThat(board.tiles()).hasSize(24).allSatisfy(tile -> {
            assertThat(tile.node()).isEqualTo("node-of-the-test");
            assertThat(tile.price()).isPositive();
            assertThat(tile.prices()).isNotEmpty();
        });
        assertThat(board.duplicates()).isZero();
    }

    @Test
    void servesThePage() throws Exception {
        assertThat(get("/").body()).contains("Ticker Wall").contains("ticker-wall.js");
        assertThat(get("/ticker-wall.js").statusCode()).isEqualTo(200);
    }

    @Test
    void streamsTheWholeWallAndThenTheChanges() throws Exception {
        HttpRequest request = request("/events").timeout(PATIENCE).build();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            assertThat(nextEvent(events)).isEqualTo("event:snapshot");
            assertThat(nextEvent(events)).isEqualTo("event:change");
        }
    }

    @Test
    void theSupervisorEndpointKnowsTheChildren() throws Exception {
        assertThat(get("/actuator/supervisor/EURUSD").body()).contains("EURUSD").contains("ticker");
        assertThat(get("/actuator/supervisor/TULIPS").statusCode()).isEqualTo(404);
    }

    @Test
    void feedsAnswerCalls() {
        FeedState state = supervisor.call("EURUSD", new Snapshot());

        assertThat(state.ticks()).isPositive();
    }

    @Test
    void aFeedThatCrashesTicksAgainAsALaterIncarnation() throws Exception {
        long before = incarnation("WHEAT");

        assertThat(post("/api/children/WHEAT/crash", true)).isEqualTo(202);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(incarnation("WHEAT")).isGreaterThan(before));
        assertThat(board().duplicates()).isZero();
    }

    @Test
    void buttonsWorkFromThePageOnly() throws Exception {
        assertThat(post("/api/children/EURUSD/crash", false)).isEqualTo(400);
    }

    @Test
    void saysWhenThereIsNoSuchChildOrNode() throws Exception {
        assertThat(post("/api/children/TULIPS/crash", true)).isEqualTo(404);
        assertThat(post("/api/nodes/nobody/kill", true)).isEqualTo(404);
    }

    private WallView board() {
        return Objects.requireNonNull(RestClient.create("http://localhost:" + port)
                .get()
                .uri("/api/board")
                .retrieve()
                .body(WallView.class));
    }

    private long incarnation(String name) {
        return board().tiles().stream()
                .filter(tile -> tile.name().equals(name))
                .findFirst()
                .orElseThrow()
                .incarnation();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private int post(String path, boolean fromThePage) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.noBody());
        if (fromThePage) {
            request.header("X-Ticker-Wall", "1");
        }
        return http.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static String nextEvent(BufferedReader events) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("event:")) {
                return line;
            }
        }
        throw new IOException("the stream ended");
    }
}
