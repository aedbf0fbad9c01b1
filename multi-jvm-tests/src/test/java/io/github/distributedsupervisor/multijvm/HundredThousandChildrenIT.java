package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.sun.management.ThreadMXBean;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildPage;
import io.github.distributedsupervisor.ChildQuery;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.SupervisorOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

/** What operators ask of 100,000 children on three nodes costs what they ask for, not what there is. */
class HundredThousandChildrenIT {

    private static final int CHILDREN = 100_000;
    private static final int LIMIT = 50;
    private static final int ROUNDS = 20;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<ConfigurableApplicationContext> NODES = new ArrayList<>();
    private static SupervisorOperations operations;
    private static URI endpoint;

    /** Does nothing. */
    @Scope("prototype")
    @SupervisedChild("idle")
    public static class IdleChild implements Child {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(IdleChild.class)
    static class Application {}

    @BeforeAll
    static void startChildren() {
        String cluster = "--distributed-supervisor.cluster.name=" + UUID.randomUUID();
        String port = "--distributed-supervisor.cluster.port="
                + (28_000 + 10 * ThreadLocalRandom.current().nextInt(200));
        for (int i = 0; i < 3; i++) {
            NODES.add(new SpringApplication(Application.class)
                    .run(
                            cluster,
                            port,
                            "--distributed-supervisor.backup-count=1",
                            "--management.endpoints.web.exposure.include=supervisor",
                            "--server.port=0"));
        }
        DistributedSupervisor supervisor = NODES.get(0).getBean(DistributedSupervisor.class);
        operations = supervisor.operations();
        endpoint = URI.create("http://localhost:"
                + ((WebServerApplicationContext) NODES.get(0)).getWebServer().getPort() + "/actuator/supervisor");
        HazelcastInstance member = NODES.get(0).getBean(HazelcastInstance.class);
        await().until(() -> supervisor.nodes().size() == NODES.size()
                && member.getPartitionService().isClusterSafe());
        for (int from = 0; from < CHILDREN; from += 10_000) {
            List<ChildSpec> specs = IntStream.range(from, from + 10_000)
                    .mapToObj(i -> ChildSpec.of(IdleChild.class).name("child-%06d".formatted(i)))
                    .toList();
            assertThat(supervisor.startChildren(specs)).allMatch(result -> result.failure() == null);
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> operations.overview().children().of(ChildStatus.RUNNING) == CHILDREN);
    }

    @AfterAll
    static void stop() {
        NODES.forEach(node ->
                node.getBean(HazelcastInstance.class).getLifecycleService().terminate());
        NODES.forEach(ConfigurableApplicationContext::close);
    }

    private static Map<String, Object> get(String query) {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(endpoint + query)).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JsonParserFactory.getJsonParser().parseMap(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPageCostsWhatIsOnIt() {
        String query = "?limit=" + LIMIT;
        List<Long> micros = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        get(query);
        long before = allocatedByInquiries();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            Map<String, Object> page = get(query);
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
            assertThat(page).containsEntry("total", CHILDREN).containsEntry("unreachable", List.of());
            List<?> items = (List<?>) page.get("items");
            assertThat(items).hasSize(LIMIT);
            items.forEach(item -> seen.add(((Map<?, ?>) item).get("name")));
            query = "?limit=" + LIMIT + "&after=" + page.get("after");
        }
        long perRoundAndNode = (allocatedByInquiries() - before) / ROUNDS / NODES.size();

        assertThat(seen)
                .isEqualTo(IntStream.range(0, ROUNDS * LIMIT)
                        .mapToObj("child-%06d"::formatted)
                        .toList());
        // a list of the 33,000 names alone would be more than a megabyte
        assertThat(perRoundAndNode).isLessThan(64 * 1024);
        report("GET /actuator/supervisor?limit=" + LIMIT, micros, perRoundAndNode);
    }

    @Test
    void aSearchLooksAtAllNamesButListsFew() {
        ChildQuery query = ChildQuery.ALL.limit(LIMIT).contains("777");
        List<Long> micros = new ArrayList<>();
        operations.children(query);
        long before = allocatedByInquiries();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            ChildPage page = operations.children(query);
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
            assertThat(page.items()).hasSize(LIMIT);
            assertThat(page.total())
                    .isEqualTo(IntStream.range(0, CHILDREN)
                            .filter(each -> "child-%06d".formatted(each).contains("777"))
                            .count());
        }
        long perRoundAndNode = (allocatedByInquiries() - before) / ROUNDS / NODES.size();
        assertThat(perRoundAndNode).isLessThan(2 * 1024 * 1024);
        report("search for a part of a name", micros, perRoundAndNode);
    }

    /** What the threads that answer questions have allocated so far, on all nodes. */
    private static long allocatedByInquiries() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().contains("inquiry"))
                .mapToLong(info -> threads.getThreadAllocatedBytes(info.getThreadId()))
                .sum();
    }

    private static void report(String what, List<Long> micros, long bytes) {
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf(
                "%s of %,d children on 3 nodes: median %.1f ms, longest %.1f ms, %,d bytes allocated on each node%n",
                what, CHILDREN, sorted.get(ROUNDS / 2) / 1e3, sorted.get(ROUNDS - 1) / 1e3, bytes);
    }
}
