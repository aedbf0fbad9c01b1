package io.github.distributedsupervisor.boot.devtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * An application that is started anew in the same virtual machine with other class loaders, as Spring Boot's DevTools do it:
 * the classes of the application by a new one each time, those of libraries by the old one. Another node stays.
 */
class RestartTest {

    private static final String APPLICATION = RestartTest.class.getPackageName() + ".reloaded.";
    private static final int CHILDREN = 12;

    private final String cluster = "--distributed-supervisor.cluster.name=" + UUID.randomUUID();
    private final String port = "--distributed-supervisor.cluster.port="
            + (19_000 + 10 * ThreadLocalRandom.current().nextInt(90));
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void childrenAreCalledBeforeAndAfterARestart() throws Exception {
        ConfigurableApplicationContext staying = start();
        ConfigurableApplicationContext first = start();
        awaitTwoNodes(first);
        call(first, 2);
        awaitSpread(first);
        call(first, 4);
        first.close();
        nodes.remove(first);

        ConfigurableApplicationContext second = start();
        awaitTwoNodes(second);
        call(second, 6);
        awaitSpread(second);
        call(second, 8);
        call(staying, 10);

        assertThat(second.getClassLoader()).isNotSameAs(first.getClassLoader());
    }

    private static void call(ConfigurableApplicationContext node, int total) {
        IntUnaryOperator calls = node.getBean("calls", IntUnaryOperator.class);
        assertThat(IntStream.range(0, CHILDREN).map(calls)).hasSize(CHILDREN).containsOnly(total);
        node.getBean("map", Runnable.class).run();
    }

    private void awaitTwoNodes(ConfigurableApplicationContext node) {
        await().until(() -> node.getBean(DistributedSupervisor.class).nodes().size() == 2);
    }

    /** Both nodes have children, so that some calls go to the other node and some do not. */
    private void awaitSpread(ConfigurableApplicationContext node) {
        DistributedSupervisor supervisor = node.getBean(DistributedSupervisor.class);
        await().until(() -> supervisor.children().values().stream()
                        .allMatch(child -> child.status() == ChildStatus.RUNNING
                                && supervisor.nodeFor(child.name()).equals(Optional.ofNullable(child.node())))
                && !supervisor.localChildren().isEmpty()
                && supervisor.localChildren().size() < CHILDREN);
    }

    private ConfigurableApplicationContext start() throws Exception {
        RestartClassLoader loader = new RestartClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        SpringApplication application = new SpringApplication(
                new DefaultResourceLoader(loader), loader.loadClass(APPLICATION + "CounterApplication"));
        application.setRegisterShutdownHook(false);
        ConfigurableApplicationContext node = application.run(
                cluster,
                port,
                "--spring.main.web-application-type=none",
                "--distributed-supervisor.rebalance.stable-after=300ms",
                "--distributed-supervisor.rebalance.min-residency=0s");
        nodes.add(node);
        Config config = node.getBean(HazelcastInstance.class).getConfig();
        assertThat(config.getClassLoader()).isSameAs(loader);
        assertThat(ClassUtils.isVisible(node.getBean("calls").getClass(), loader))
                .isTrue();
        return node;
    }

    /** Loads the application itself and leaves everything else to its parent. */
    private static final class RestartClassLoader extends URLClassLoader {

        RestartClassLoader() {
            super(locations(), RestartTest.class.getClassLoader());
        }

        private static URL[] locations() {
            return new URL[] {
                RestartTest.class.getProtectionDomain().getCodeSource().getLocation()
            };
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(APPLICATION)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
