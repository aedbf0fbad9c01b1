package io.github.distributedsupervisor.boot.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisedChild;
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
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that is stopped while somebody waits for an answer. */
class ShutdownOrderTest {

    @Test
    void requestsAreAnsweredThenChildrenLeaveThenHazelcastStops() throws Exception {
        ConfigurableApplicationContext context = new SpringApplication(Application.class)
                .run(
                        "--server.port=0",
                        "--server.shutdown=graceful",
                        "--distributed-supervisor.cluster.name=" + UUID.randomUUID(),
                        "--distributed-supervisor.cluster.port="
                                + (29_990 + ThreadLocalRandom.current().nextInt(9)));
        Stopping stopping = context.getBean(Stopping.class);
        List<String> order = stopping.order;
        context.getBean(DistributedSupervisor.class)
                .startChild(ChildSpec.of("clerk").name("ann"));
        HazelcastInstance hazelcast = context.getBean(HazelcastInstance.class);
        assertThat(hazelcast.getConfig().getProperty("hazelcast.shutdownhook.enabled"))
                .isEqualTo("false");
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.SHUTTING_DOWN) {
                order.add("hazelcast");
            }
        });
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ask"))
                                .build(),
                        BodyHandlers.ofString());
        stopping.asked.await();

        Thread closing = new Thread(context::close);
        closing.start();
        // the web server waits for its request, so nothing below may have begun to stop
        await().until(() -> order.contains("closed"));
        await().until(() ->
                closing.getState() == Thread.State.WAITING || closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(order).containsExactly("closed");
        stopping.goOn.countDown();
        closing.join();

        assertThat(answer.get().body()).isEqualTo("hello");
        assertThat(order).containsExactly("closed", "answered", "child NODE_STOPPING", "hazelcast");
        assertThat(hazelcast.getLifecycleService().isRunning()).isFalse();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Stopping stopping() {
            return new Stopping();
        }

        @Bean
        @Scope("prototype")
        Clerk clerk(Stopping stopping) {
            return new Clerk(stopping);
        }

        @Bean
        Desk desk(DistributedSupervisor supervisor, Stopping stopping) {
            return new Desk(supervisor, stopping);
        }
    }

    static class Stopping {
        final List<String> order = new CopyOnWriteArrayList<>();
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);

        @EventListener
        void closed(ContextClosedEvent event) {
            order.add("closed");
        }
    }

    @RestController
    static class Desk {
        private final DistributedSupervisor supervisor;
        private final Stopping stopping;

        Desk(DistributedSupervisor supervisor, Stopping stopping) {
            this.supervisor = supervisor;
            this.stopping = stopping;
        }

        @GetMapping("/ask")
        String ask() throws InterruptedException {
            stopping.asked.countDown();
            stopping.goOn.await();
            String answer = supervisor.call("ann", "hello");
            stopping.order.add("answered");
            return answer;
        }
    }

    @SupervisedChild("clerk")
    static class Clerk implements Child {
        private final Stopping stopping;

        Clerk(Stopping stopping) {
            this.stopping = stopping;
        }

        @Override
        public Object onCall(Object message) {
            return message;
        }

        @Override
        public void onStop(StopReason reason) {
            stopping.order.add("child " + reason);
        }
    }
}
