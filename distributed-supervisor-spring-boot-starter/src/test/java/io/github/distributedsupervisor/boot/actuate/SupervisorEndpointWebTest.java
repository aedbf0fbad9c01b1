package io.github.distributedsupervisor.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import com.jayway.jsonpath.JsonPath;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisorNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint over HTTP: one node on which it may change things, one on which it is as it is by default. */
class SupervisorEndpointWebTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext readOnly;
    private static ConfigurableApplicationContext unrestricted;
    private static DistributedSupervisor supervisor;

    @BeforeAll
    static void startTwoNodes() {
        String cluster = "--distributed-supervisor.cluster.name=" + UUID.randomUUID();
        String port = "--distributed-supervisor.cluster.port="
                + (30_000 + 10 * ThreadLocalRandom.current().nextInt(200));
        readOnly = start(cluster, port, "--distributed-supervisor.node-name=reader");
        unrestricted = start(
                cluster,
                port,
                "--distributed-supervisor.node-name=writer",
                "--management.endpoint.supervisor.access=unrestricted");
        supervisor = unrestricted.getBean(DistributedSupervisor.class);
        await().until(() -> supervisor.nodes().size() == 2);
        PartitionService partitions =
                unrestricted.getBean(HazelcastInstance.class).getPartitionService();
        await().until(() -> partitions.isClusterSafe() && ownersOf(partitions) == 2); // each node gets children
        IntStream.range(0, 12)
                .forEach(i -> supervisor.startChild(ChildSpec.of("porter").name("porter-%02d".formatted(i))));
        await().until(() -> supervisor.children().values().stream()
                .allMatch(info -> info.status() == ChildStatus.RUNNING
                        && supervisor.nodeFor(info.name()).equals(Optional.ofNullable(info.node()))));
    }

    private static long ownersOf(PartitionService partitions) {
        return partitions.getPartitions().stream()
                .map(Partition::getOwner)
                .distinct()
                .count();
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.port=0", "--management.endpoints.web.exposure.include=supervisor"));
        return new SpringApplication(Application.class).run(all.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        Stream.of(unrestricted, readOnly).forEach(ConfigurableApplicationContext::close);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Porter.class)
    static class Application {}

    private static HttpResponse<String> ask(
            ConfigurableApplicationContext node, String method, String path, String body) {
        int port = ((WebServerApplicationContext) node).getWebServer().getPort();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator/supervisor" + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String get(String path) {
        HttpResponse<String> response = ask(readOnly, "GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static int statusOf(String method, String path, String body) {
        return ask(unrestricted, method, path, body).statusCode();
    }

    @Test
    void summarisesNodesAndChildren() {
        String body = get("?prefix=porter-");
        assertThat(body).contains("\"children\":{\"total\":12,\"running\":12}").contains("\"unreachable\":[]");
        assertThat(JsonPath.<List<String>>read(body, "$.nodes[*].name")).containsExactlyInAnyOrder("reader", "writer");
        assertThat(JsonPath.<List<Integer>>read(body, "$.nodes[*].children").stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(12);
        assertThat(JsonPath.<String>read(body, "$.node.name")).isEqualTo("reader");
        assertThat(JsonPath.<Integer>read(body, "$.types.porter")).isEqualTo(12);
        assertThat(JsonPath.<Integer>read(body, "$.statuses.RUNNING")).isEqualTo(12);
    }

    @Test
    void pagesAndFilters() {
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            String body = get("?prefix=porter-&limit=5" + after);
            names.addAll(JsonPath.<List<String>>read(body, "$.items[*].name"));
            assertThat(JsonPath.<Integer>read(body, "$.total")).isEqualTo(12);
            String next = JsonPath.read(body, "$.after");
            after = next == null ? "" : "&after=" + next;
        } while (!after.isEmpty());
        assertThat(names)
                .isEqualTo(IntStream.range(0, 12)
                        .mapToObj("porter-%02d"::formatted)
                        .toList());
        String filtered = get("?contains=-1&status=running&type=porter");
        assertThat(JsonPath.<List<String>>read(filtered, "$.items[*].name")).containsExactly("porter-10", "porter-11");
        String ofNode = get("?node=writer");
        assertThat(JsonPath.<List<String>>read(ofNode, "$.items[*].node.name")).containsOnly("writer");
    }

    @Test
    void refusesWhatIsNoQueryAndKnowsNoOtherSupervisor() {
        for (String query : List.of("limit=0", "limit=1001", "limit=x", "status=dancing", "after=!", "node=nowhere")) {
            assertThat(statusOf("GET", "?" + query, "")).as(query).isEqualTo(400);
        }
        assertThat(statusOf("GET", "?supervisor=other", "")).isEqualTo(404);
        assertThat(statusOf("GET", "?supervisor=default", "")).isEqualTo(200);
    }

    @Test
    void showsAChild() {
        String body = get("/porter-03");
        assertThat(JsonPath.<String>read(body, "$.type")).isEqualTo("porter");
        assertThat(JsonPath.<Integer>read(body, "$.mailbox.size")).isZero();
        assertThat(JsonPath.<Integer>read(body, "$.mailbox.capacity")).isEqualTo(10_000);
        assertThat(JsonPath.<Integer>read(body, "$.restarts.total")).isZero();
        assertThat(statusOf("GET", "/nobody", "")).isEqualTo(404);
        assertThat(statusOf("GET", "/no%20name", "")).isEqualTo(404);
    }

    @Test
    void explainsAPlacement() {
        String body = get("/explain/porter-03");
        assertThat(JsonPath.<String>read(body, "$.belongs.id"))
                .isEqualTo(supervisor.nodeFor("porter-03").orElseThrow().id());
        assertThat(JsonPath.<String>read(body, "$.reason")).isEqualTo("PARTITION_OWNER");
        assertThat(JsonPath.<List<Boolean>>read(body, "$.ifLost[*].moves")).containsExactlyInAnyOrder(true, false);
        assertThat(statusOf("GET", "/explain/nobody", "")).isEqualTo(404);
        assertThat(statusOf("GET", "/complain/porter-03", "")).isEqualTo(404);
    }

    @Test
    void changesNothingByDefault() {
        assertThat(ask(readOnly, "DELETE", "/porter-00", "").statusCode()).isEqualTo(405);
        assertThat(ask(readOnly, "POST", "/porter-00", "{\"action\":\"restart\"}")
                        .statusCode())
                .isEqualTo(405);
        assertThat(ask(readOnly, "POST", "/nodes/writer", "{\"action\":\"drain\"}")
                        .statusCode())
                .isEqualTo(405);
        assertThat(supervisor.whereis("porter-00")).isPresent();
    }

    @Test
    void restartsMovesReleasesAndTerminatesWhereAllowed() {
        supervisor.startChild(ChildSpec.of("porter").name("subject").intensity(0, Duration.ofMinutes(1)));
        long incarnation = supervisor.whereis("subject").orElseThrow().incarnation();
        assertThat(statusOf("POST", "/subject", "{\"action\":\"restart\"}")).isEqualTo(200);
        await().until(() ->
                isRunning() && supervisor.whereis("subject").orElseThrow().incarnation() > incarnation);

        SupervisorNode target = supervisor.nodes().stream()
                .filter(node -> !node.equals(supervisor.nodeFor("subject").orElseThrow()))
                .findFirst()
                .orElseThrow();
        assertThat(statusOf("POST", "/subject", "{\"action\":\"move\",\"node\":\"" + target.name() + "\"}"))
                .isEqualTo(200);
        await().until(() -> isRunning()
                && target.equals(supervisor.whereis("subject").orElseThrow().node()));
        assertThat(statusOf("POST", "/subject", "{\"action\":\"unpin\"}")).isEqualTo(200);

        assertThat(statusOf("POST", "/subject", "{\"action\":\"release\"}")).isEqualTo(409);
        await().until(() -> {
            supervisor.cast("subject", "idle");
            return isRunning();
        });
        supervisor.callAsync("subject", "crash");
        await().until(() -> supervisor.whereis("subject").orElseThrow().status() == ChildStatus.QUARANTINED);
        assertThat(JsonPath.<List<String>>read(get("/subject"), "$.failures[*].message"))
                .containsExactly("as told");
        assertThat(statusOf("POST", "/subject", "{\"action\":\"release\"}")).isEqualTo(200);
        await().until(SupervisorEndpointWebTest::isRunning);

        assertThat(statusOf("DELETE", "/subject", "")).isEqualTo(200);
        assertThat(statusOf("DELETE", "/subject", "")).isEqualTo(404);
    }

    private static boolean isRunning() {
        return supervisor.whereis("subject").orElseThrow().status() == ChildStatus.RUNNING;
    }

    @Test
    void refusesWhatIsNoAction() {
        assertThat(statusOf("POST", "/porter-00", "{\"action\":\"dance\"}")).isEqualTo(400);
        assertThat(statusOf("POST", "/porter-00", "{}")).isEqualTo(400);
        assertThat(statusOf("POST", "/porter-00", "{\"action\":\"move\"}")).isEqualTo(400);
        assertThat(statusOf("POST", "/porter-00", "{\"action\":\"move\",\"node\":\"nowhere\"}"))
                .isEqualTo(400);
        assertThat(statusOf("POST", "/nobody", "{\"action\":\"restart\"}")).isEqualTo(404);
        assertThat(statusOf("POST", "/no%20name", "{\"action\":\"restart\"}")).isEqualTo(404);
        assertThat(statusOf("POST", "/nodes/nowhere", "{\"action\":\"drain\"}")).isEqualTo(404);
        assertThat(statusOf("POST", "/nodes/writer", "{\"action\":\"accept-losses\"}"))
                .isEqualTo(200);
        assertThat(statusOf("POST", "/nodes/writer", "{\"action\":\"stop\"}")).isEqualTo(400);
        assertThat(statusOf("POST", "/nodes/reader", "{\"action\":\"dance\"}")).isEqualTo(400);
    }

    @Test
    void refusesWhatAPageOfAnotherSiteCanSend() throws Exception {
        Map<String, String> forms = Map.of(
                "application/x-www-form-urlencoded",
                "action=restart",
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\nrestart\r\n--x--\r\n",
                "text/plain",
                "{\"action\":\"restart\"}");
        for (Map.Entry<String, String> form : forms.entrySet()) {
            HttpRequest request = request(unrestricted, "/porter-00")
                    .header("Content-Type", form.getKey())
                    .header("Origin", "https://evil.example")
                    .POST(BodyPublishers.ofString(form.getValue()))
                    .build();
            assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode())
                    .as(form.getKey())
                    .isEqualTo(415);
        }
        HttpRequest without = request(unrestricted, "/porter-00")
                .POST(BodyPublishers.ofString("{\"action\":\"restart\"}"))
                .build();
        assertThat(CLIENT.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        assertThat(supervisor.whereis("porter-00").orElseThrow().restarts()).isZero();
    }

    @Test
    void allowsNoOtherSiteToAsk() throws Exception {
        for (String method : List.of("POST", "DELETE")) {
            HttpRequest preflight = request(unrestricted, "/porter-00")
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", method)
                    .header("Access-Control-Request-Headers", "content-type")
                    .method("OPTIONS", BodyPublishers.noBody())
                    .build();
            HttpResponse<String> response = CLIENT.send(preflight, BodyHandlers.ofString());
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                    .isEmpty();
        }
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext node, String path) {
        int port = ((WebServerApplicationContext) node).getWebServer().getPort();
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/supervisor" + path));
    }

    @Test
    void showsNeitherArgumentsNorStateNorMessages() {
        supervisor.startChild(ChildSpec.of("porter").name("discreet").args("hunter2"));
        supervisor.call("discreet", "hunter2");
        for (String path : List.of("?prefix=discreet", "/discreet", "/explain/discreet")) {
            assertThat(get(path)).contains("discreet").doesNotContain("hunter2");
        }
        supervisor.terminateChild("discreet");
    }

    @Test
    void escapesWhatAChildSaysOfItself() {
        supervisor.startChild(ChildSpec.of("porter").name("forger"));
        supervisor.callAsync("forger", "crash \u001b[2J\nforged\u202e</script>");
        await().until(() -> supervisor.whereis("forger").orElseThrow().restarts() > 0);
        String body = get("/forger");
        assertThat(JsonPath.<List<String>>read(body, "$.failures[*].message")).hasSize(1);
        assertThat(body.codePoints()).noneMatch(each -> each < ' ');
        supervisor.terminateChild("forger");
    }
}
