package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStartException;
import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StoredChild;
import io.github.distributedsupervisor.SupervisedChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the store promises on each database. */
abstract class ChildStoreContract {

    /** A child that is just being moved does not run, and takes along the state that it has not kept. */
    private static final String NO_MOVES = "distributed-supervisor.rebalance.stable-after=1h";

    private final String cluster = "store-" + UUID.randomUUID();
    private StoredCluster nodes;
    private HikariDataSource database;

    abstract String url();

    abstract String user();

    abstract String password();

    @BeforeEach
    void connect() {
        database = new HikariDataSource();
        database.setJdbcUrl(url());
        database.setUsername(user());
        database.setPassword(password());
        database.setMaximumPoolSize(4);
        nodes = new StoredCluster(cluster, database);
    }

    /** The application on nodes that share the database. */
    StoredCluster nodes() {
        return nodes;
    }

    @AfterEach
    void stop() {
        nodes.stopAll();
        database.close();
    }

    // ---- the store alone

    private ChildStore storeOf(String clusterName, DataSource dataSource) {
        SupervisorProperties.Store properties = new SupervisorProperties.Store(
                SupervisorProperties.StoreType.JDBC,
                "supervised_child",
                SupervisorProperties.InitializeSchema.ALWAYS,
                "classpath:io/github/distributedsupervisor/boot/store/schema-@@platform@@.sql",
                null);
        new ChildStoreSchema(dataSource, properties).initializeDatabase();
        return new JdbcChildStore(new JdbcTemplate(dataSource), properties.table(), clusterName, "rooms");
    }

    private static StoredChild child(long incarnation, long revision, boolean removed, int content) {
        return new StoredChild("Ann", "room", "RUNNING", removed, incarnation, revision, new byte[] {(byte) content});
    }

    @Test
    void keepsTheNewestAndOfEachClusterItsOwn() {
        ChildStore store = storeOf(cluster, database);
        ChildStore other = storeOf(cluster + "-other", database);

        store.save(child(5, 1, false, 1));
        store.save(child(5, 2, false, 2));
        store.save(child(5, 1, false, 3));
        store.save(child(4, 9, false, 4));

        assertThat(store.names()).containsExactly("Ann");
        assertThat(store.load(List.of("Ann", "ann", "bob"))).containsOnlyKeys("Ann");
        assertThat(store.load(List.of("Ann")).get("Ann")).containsExactly(2);
        assertThat(store.load(List.of())).isEmpty();
        assertThat(other.names()).isEmpty();
        store.save(child(6, 1, true, 5));
        assertThat(store.load(List.of("Ann")).get("Ann")).containsExactly(5);
    }

    @Test
    void keepsTheNewestOfThoseThatComeAtTheSameTime() throws Exception {
        ChildStore store = storeOf(cluster, database);
        int savers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(savers);
        try {
            for (int round = 0; round < 25; round++) {
                String name = "new-" + round;
                CyclicBarrier together = new CyclicBarrier(savers);
                List<Callable<Void>> saves = new ArrayList<>();
                for (int saver = 1; saver <= savers; saver++) {
                    byte[] content = {(byte) saver};
                    StoredChild child = new StoredChild(name, "room", "RUNNING", false, 5, saver, content);
                    saves.add(() -> {
                        together.await();
                        store.save(child);
                        return null;
                    });
                }
                for (Future<Void> save : threads.invokeAll(saves)) {
                    save.get();
                }
                assertThat(store.load(List.of(name)).get(name)).containsExactly(savers);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void forgetsOnlyWhatWasRemoved() {
        ChildStore store = storeOf(cluster, database);
        store.save(child(5, 1, false, 1));

        store.forget("Ann");
        assertThat(store.names()).containsExactly("Ann");

        store.save(child(5, 2, true, 1));
        store.forget("Ann");
        assertThat(store.names()).isEmpty();
    }

    @Test
    void savesThroughAPoolWithoutAutoCommit() {
        try (HikariDataSource manual = new HikariDataSource()) {
            manual.setJdbcUrl(url());
            manual.setUsername(user());
            manual.setPassword(password());
            manual.setAutoCommit(false);
            storeOf(cluster, manual).save(child(5, 1, false, 1));
        }

        assertThat(storeOf(cluster, database).names()).containsExactly("Ann");
    }

    // ---- applications

    @Test
    void childrenAreBackAfterTheDeathOfAllNodes() {
        DistributedSupervisor first = nodes.start(3, NO_MOVES);
        startChildren(first);
        first.call("dynamic", "add and keep");
        first.call("dynamic", "add");
        Map<String, Long> before = StoredCluster.running(first);
        nodes.killAll();

        DistributedSupervisor again = nodes.start(3);

        assertBack(again, before);
        assertThat(again.<Integer>call("dynamic", "total")).isEqualTo(1);
    }

    @Test
    void childrenAreBackWithTheirStatesWhenAllNodesStopped() {
        DistributedSupervisor first = nodes.start(3, NO_MOVES);
        startChildren(first);
        first.call("dynamic", "add and keep");
        first.call("dynamic", "add");
        Map<String, Long> before = StoredCluster.running(first);
        nodes.stopAll();

        DistributedSupervisor again = nodes.start(3);

        assertBack(again, before);
        assertThat(again.<Integer>call("dynamic", "total")).isEqualTo(2);
    }

    private static void startChildren(DistributedSupervisor first) {
        first.startChild(ChildSpec.of(Tally.class).name("dynamic"));
        first.startChild(ChildSpec.of(Tally.class).name("temporary").restart(Restart.TEMPORARY));
        first.startChild(ChildSpec.of(Tally.class).name("terminated"));
        first.terminateChild("terminated");
        await().until(() -> StoredCluster.running(first).keySet().equals(Set.of("declared", "dynamic", "temporary")));
    }

    private void assertBack(DistributedSupervisor again, Map<String, Long> before) {
        await().until(() -> StoredCluster.running(again).keySet().equals(Set.of("declared", "dynamic")));
        assertThat(again.children()).containsOnlyKeys("declared", "dynamic");
        StoredCluster.running(again)
                .forEach((name, incarnation) -> assertThat(incarnation).isGreaterThan(before.get(name)));
        await().until(() -> nodes.instances("dynamic") == 1 && nodes.instances("declared") == 1);
    }

    @Test
    void aStartFailsWithTheDatabaseAndWorksWithItAgain() {
        DistributedSupervisor supervisor = nodes.start(1);
        JdbcTemplate sql = new JdbcTemplate(database);
        sql.execute("ALTER TABLE supervised_child RENAME TO supervised_child_away");
        try {
            assertThatThrownBy(() ->
                            supervisor.startChild(ChildSpec.of(Tally.class).name("ann")))
                    .isInstanceOf(ChildStartException.class)
                    .hasMessageContaining("'ann'")
                    .hasMessageContaining("store");
            assertThat(supervisor.localChildren()).doesNotContainKey("ann");
        } finally {
            sql.execute("ALTER TABLE supervised_child_away RENAME TO supervised_child");
        }

        supervisor.startChild(ChildSpec.of(Tally.class).name("ann"));
        assertThat(supervisor.<Integer>call("ann", "add")).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        SupervisorHazelcastAutoConfiguration.class,
        HazelcastAutoConfiguration.class,
        SupervisorStoreAutoConfiguration.class,
        SupervisorAutoConfiguration.class
    })
    static class Application {

        @Bean
        @Scope("prototype")
        Tally tally() {
            return new Tally();
        }

        @Bean
        ChildSpec declared() {
            return ChildSpec.of(Tally.class);
        }
    }

    /** Counts; keeps its count when told so. */
    @SupervisedChild("tally")
    public static class Tally implements Child, Stateful<Integer> {

        private int total;
        private ChildContext context;

        @Override
        public void onStart(ChildContext newContext) {
            context = newContext;
        }

        @Override
        public Object onCall(Object message) {
            if (!message.equals("total")) {
                total++;
            }
            if (message.equals("add and keep")) {
                context.checkpoint();
            }
            return total;
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
