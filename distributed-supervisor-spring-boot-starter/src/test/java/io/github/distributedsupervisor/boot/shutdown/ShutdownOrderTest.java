package io.github.distributedsupervisor.boot.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisedChild;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What SIGTERM does to an application: web requests end, then the children move with their state, then Hazelcast ends. */
class ShutdownOrderTest {

    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    private final List<ConfigurableApplicationContext> nodes = new CopyOnWriteArrayList<>();
    private final String cluster = "shutdown-order-" + UUID.randomUUID();
    private final int port = 30_000 + 10 * ThreadLocalRandom.current().nextInt(250);

    @AfterEach
    void stop() {
        GO_ON.countDown();
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext start(String name, WebApplicationType type) {
        ConfigurableApplicationContext node = new SpringApplicationBuilder(Application.class)
                .web(type)
                .run(
                        "--server.port=0",
                        "--distributed-supervisor.node-name=" + name,
                        "--distributed-supervisor.cluster.port=" + port,
                        "--distributed-supervisor.cluster.name=" + cluster);
        nodes.add(node);
        return node;
    }

    @Test
    void requestsEndThenChildrenMoveWithTheirStateThenHazelcastEnds() throws Exception {
        ConfigurableApplicationContext leaving = start("leaving", WebApplicationType.SERVLET);
        DistributedSupervisor staying =
                start("staying", WebApplicationType.NONE).getBean(DistributedSupervisor.class);
        await().until(() -> staying.nodes().size() == 2);
        staying.startChild(ChildSpec.of(Till.class).name("till").preferredNode("leaving"));
        leaving.getBean(HazelcastInstance.class).getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.SHUTTING_DOWN) {
                SEEN.add("Hazelcast shuts down");
            }
        });

        int page = ((WebServerApplicationContext) leaving).getWebServer().getPort();
        CompletableFuture<HttpResponse<String>> request = request(page);
        await().until(() -> SEEN.contains("request"));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(leaving::close, task -> new Thread(task).start());
        await().until(() -> refuses(page));
        GO_ON.countDown();
        closing.join();

        assertThat(request.join().body()).isEqualTo("1");
        assertThat(SEEN).containsExactly("request", "answer", "HANDOFF on leaving", "Hazelcast shuts down");
        assertThat(staying.<Integer>call("till", "add")).isEqualTo(2);
    }

    private static boolean refuses(int port) {
        try (Socket connection = new Socket()) {
            connection.connect(new InetSocketAddress("localhost", port), 1_000);
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static CompletableFuture<HttpResponse<String>> request(int page) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + page + "/add"))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Counter counter(DistributedSupervisor supervisor) {
            return new Counter(supervisor);
        }
    }

    /** Serves a request that begins before the application closes and calls a child after that. */
    @RestController
    static class Counter {

        private final DistributedSupervisor supervisor;

        Counter(DistributedSupervisor supervisor) {
            this.supervisor = supervisor;
        }

        @GetMapping("/add")
        String add() throws InterruptedException {
            SEEN.add("request");
            GO_ON.await();
            String answer = supervisor.call("till", "add").toString();
            SEEN.add("answer");
            return answer;
        }
    }

    /** Counts. */
    @SupervisedChild("till")
    public static class Till implements Child, Stateful<Integer> {

        private int total;
        private String node = "";

        @Override
        public void onStart(ChildContext context) {
            node = context.node().name();
        }

        @Override
        public Object onCall(Object message) {
            return ++total;
        }

        @Override
        public void onStop(StopReason reason) {
            if (node.equals("leaving")) {
                SEEN.add(reason + " on " + node);
            }
        }

        @Override
        public Integer captureState() {
            return total;
        }

        @Override
        public void restoreState(Integer state) {
            total = state;
        }
    }
}
