package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.boot.ChildCrashedEvent;
import io.github.distributedsupervisor.boot.ChildRestartedEvent;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.ChildStoppedEvent;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;

/** What happens to a child is told in the order in which it happens, to event listeners and to listener beans. */
class EventOrderTest {

    private static final int ROUNDS = 20;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SupervisorHazelcastAutoConfiguration.class,
                    HazelcastAutoConfiguration.class,
                    SupervisorAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withPropertyValues(
                    "distributed-supervisor.cluster.name=" + UUID.randomUUID(),
                    "distributed-supervisor.cluster.port="
                            + (29_900 + 10 * ThreadLocalRandom.current().nextInt(9)));

    @Test
    void tellsEventsInTheOrderInWhichTheyHappen() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            Observer observer = context.getBean(Observer.class);
            Listener listener = context.getBean(Listener.class);
            for (int i = 0; i < ROUNDS; i++) {
                String name = "fragile-" + i;
                supervisor.startChild(ChildSpec.of("fragile").name(name));
                assertThatThrownBy(() -> supervisor.call(name, "crash")).isInstanceOf(ChildInvocationException.class);
                assertThat(supervisor.<String>call(name, "hello")).isEqualTo("hello");
                supervisor.terminateChild(name);

                await().untilAsserted(() -> {
                    assertThat(observer.of(name))
                            .containsExactly(
                                    "started FIRST",
                                    "crashed",
                                    "stopped CRASHED",
                                    "restarted",
                                    "started RESTART",
                                    "stopped TERMINATED");
                    assertThat(listener.of(name))
                            .containsExactly(
                                    "started FIRST", "stopped CRASHED", "started RESTART", "stopped TERMINATED");
                });
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        Observer observer() {
            return new Observer();
        }

        @Bean
        Listener listener() {
            return new Listener();
        }

        @Bean
        @Scope("prototype")
        Fragile fragile() {
            return new Fragile();
        }
    }

    @SupervisedChild("fragile")
    static class Fragile implements Child {
        @Override
        public Object onCall(Object message) {
            if (message.equals("crash")) {
                throw new IllegalStateException("as told");
            }
            return message;
        }
    }

    private abstract static class Log {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        void hear(ChildId id, String what) {
            heard.add(id.name() + " " + what);
        }

        List<String> of(String name) {
            return heard.stream()
                    .filter(each -> each.startsWith(name + " "))
                    .map(each -> each.substring(name.length() + 1))
                    .toList();
        }
    }

    static class Observer extends Log {
        @EventListener
        void on(ChildStartedEvent event) {
            hear(event.id(), "started " + event.reason());
        }

        @EventListener
        void on(ChildCrashedEvent event) {
            hear(event.id(), "crashed");
        }

        @EventListener
        void on(ChildRestartedEvent event) {
            hear(event.id(), "restarted");
        }

        @EventListener
        void on(ChildStoppedEvent event) {
            hear(event.id(), "stopped " + event.reason());
        }
    }

    static class Listener extends Log implements SupervisorListener {
        @Override
        public void childStarted(ChildId id, String type, StartReason reason) {
            hear(id, "started " + reason);
        }

        @Override
        public void childStopped(ChildId id, String type, StopReason reason, Throwable failure) {
            hear(id, "stopped " + reason);
        }
    }
}
