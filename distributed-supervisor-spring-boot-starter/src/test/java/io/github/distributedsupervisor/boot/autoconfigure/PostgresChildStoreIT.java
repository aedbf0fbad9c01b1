package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * On PostgreSQL: that of {@code -Dpostgres.url -Dpostgres.user -Dpostgres.password}, else one in a container of the image
 * {@code -Dpostgres.image}. Skipped, which is said aloud, where there is neither.
 */
class PostgresChildStoreIT extends ChildStoreContract {

    private static final int CHILDREN = 24;
    /** A node that dies sooner after a child has started on it may have died of that: it would be held against the child. */
    private static final long RAN_WELL_MILLIS = 3_000;

    private static final String URL = System.getProperty("postgres.url", "");
    private static PostgreSQLContainer container;

    @BeforeAll
    static void startDatabase() {
        if (!URL.isEmpty()) {
            return;
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String message =
                    "POSTGRESQL SKIPPED: the store is NOT tested on PostgreSQL, because there is no Docker here;"
                            + " set -Dpostgres.url to a database instead";
            System.out.println(message);
            Assumptions.abort(message);
        }
        String image = System.getProperty("postgres.image", "postgres:17-alpine");
        container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.start();
    }

    @AfterAll
    static void stopDatabase() {
        if (container != null) {
            container.stop();
        }
    }

    @Test
    void manyChildrenOutliveOneNodeAndThenAllNodes() {
        Set<String> names =
                IntStream.range(0, CHILDREN).mapToObj(i -> "child-" + i).collect(Collectors.toSet());
        DistributedSupervisor supervisor = nodes().start(3);
        supervisor.startChildren(
                names.stream().map(name -> ChildSpec.of(Tally.class).name(name)).toList());
        names.add("declared");
        await().until(() -> Set.copyOf(Run.of(supervisor).places.values()).size() == 3); // the last one as well
        Run started = awaitAll("started", names, supervisor, Run.NONE);

        nodes().killLast();
        Run oneLess = awaitAll("node killed", names, supervisor, started);

        nodes().killAll();
        Run back = awaitAll("all killed, three started", names, nodes().start(3), oneLess);

        assertThat(oneLess.newerThan(started)).isBetween(1L, CHILDREN - 1L);
        assertThat(back.newerThan(oneLess)).isEqualTo(names.size());
    }

    private Run awaitAll(String what, Set<String> names, DistributedSupervisor supervisor, Run before) {
        Set<String> duplicates = new TreeSet<>();
        Run run = await().until(
                        () -> {
                            Map<String, Integer> instances =
                                    names.stream().collect(Collectors.toMap(name -> name, nodes()::instances));
                            instances.forEach((name, count) -> {
                                if (count > 1) {
                                    duplicates.add(name);
                                }
                            });
                            return instances.values().stream().allMatch(count -> count == 1)
                                    ? Run.of(supervisor)
                                    : Run.NONE;
                        },
                        found -> found.incarnations.keySet().equals(names) && found.ranWell());
        System.out.printf(
                "POSTGRESQL %s: nodes=%d children=%d new=%d moved=%d duplicates=%d%n",
                what,
                nodes().size(),
                run.incarnations.size(),
                run.newerThan(before),
                run.movedSince(before),
                duplicates.size());
        assertThat(duplicates).isEmpty();
        return run;
    }

    /** Which instances there are, and where. */
    private record Run(Map<String, Long> incarnations, Map<String, String> places) {

        static final Run NONE = new Run(Map.of(), Map.of());

        static Run of(DistributedSupervisor supervisor) {
            Map<String, String> places = new TreeMap<>();
            for (ChildInfo child : supervisor.children().values()) {
                places.put(child.name(), String.valueOf(child.node()));
            }
            return new Run(StoredCluster.running(supervisor), places);
        }

        /** An incarnation is the time of its start, where that is later than the one before. */
        boolean ranWell() {
            long now = System.currentTimeMillis();
            return incarnations.values().stream().allMatch(incarnation -> now - incarnation >= RAN_WELL_MILLIS);
        }

        long newerThan(Run before) {
            return incarnations.entrySet().stream()
                    .filter(child -> child.getValue() > before.incarnations.getOrDefault(child.getKey(), 0L))
                    .count();
        }

        long movedSince(Run before) {
            return before.places.entrySet().stream()
                    .filter(child -> !child.getValue().equals(places.get(child.getKey())))
                    .count();
        }
    }

    @Override
    String url() {
        return container == null ? URL : container.getJdbcUrl();
    }

    @Override
    String user() {
        return container == null ? System.getProperty("postgres.user", "postgres") : container.getUsername();
    }

    @Override
    String password() {
        return container == null ? System.getProperty("postgres.password", "") : container.getPassword();
    }
}
