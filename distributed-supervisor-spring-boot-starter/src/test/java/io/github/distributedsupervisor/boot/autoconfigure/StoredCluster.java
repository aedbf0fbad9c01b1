package io.github.distributedsupervisor.boot.autoconfigure;

import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.zaxxer.hikari.HikariDataSource;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Nodes of an application whose children are kept in one database. */
final class StoredCluster {

    private final String name;
    private final HikariDataSource database;
    private final int port = 20_000 + 10 * ThreadLocalRandom.current().nextInt(90);
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    StoredCluster(String name, HikariDataSource database) {
        this.name = name;
        this.database = database;
    }

    private DistributedSupervisor start(String... properties) {
        ConfigurableApplicationContext node = new SpringApplicationBuilder(ChildStoreContract.Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run(
                        "--spring.datasource.url=" + database.getJdbcUrl(),
                        "--spring.datasource.username=" + database.getUsername(),
                        "--spring.datasource.password=" + database.getPassword(),
                        "--spring.datasource.hikari.connection-timeout=1000",
                        "--spring.datasource.hikari.maximum-pool-size=4",
                        "--distributed-supervisor.store.type=jdbc",
                        "--distributed-supervisor.store.initialize-schema=always",
                        "--distributed-supervisor.cluster.port=" + port,
                        "--distributed-supervisor.cluster.members=127.0.0.1:" + port,
                        "--distributed-supervisor.cluster.name=" + name);
        nodes.add(node);
        return node.getBean(DistributedSupervisor.class);
    }

    /** Starts some nodes. Returns the supervisor of the first. */
    DistributedSupervisor start(int count, String... properties) {
        DistributedSupervisor first = start(properties);
        for (int i = 1; i < count; i++) {
            start(properties);
        }
        await().until(() -> first.nodes().size() == count);
        return first;
    }

    void stopAll() {
        inParallel(nodes.stream().<Runnable>map(node -> node::close).toList());
        nodes.clear();
    }

    void killAll() {
        inParallel(nodes.stream().<Runnable>map(node -> () -> terminate(node)).toList());
        stopAll();
    }

    /** Kills the node that was started last. */
    void killLast() {
        ConfigurableApplicationContext last = nodes.remove(nodes.size() - 1);
        terminate(last);
        last.close();
    }

    private static void terminate(ConfigurableApplicationContext node) {
        node.getBean(HazelcastInstance.class).getLifecycleService().terminate();
    }

    private static void inParallel(List<Runnable> actions) {
        List<Thread> threads = actions.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The incarnations of the children that run, by name, as one of the nodes sees them. */
    static Map<String, Long> running(DistributedSupervisor supervisor) {
        return supervisor.children().values().stream()
                .filter(child -> child.status() == ChildStatus.RUNNING)
                .collect(Collectors.toMap(ChildInfo::name, ChildInfo::incarnation));
    }

    /** How many nodes have an instance of a child. */
    int instances(String child) {
        return (int) nodes.stream()
                .map(node -> node.getBean(DistributedSupervisor.class))
                .filter(supervisor -> supervisor.localChildren().containsKey(child))
                .count();
    }

    int size() {
        return nodes.size();
    }
}
