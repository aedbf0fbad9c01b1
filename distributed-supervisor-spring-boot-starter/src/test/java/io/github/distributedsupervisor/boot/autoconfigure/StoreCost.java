package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Measures starts per second; runs only when it is named: {@code -Dtest=StoreCost}. It asserts nothing. */
class StoreCost {

    private static final int CHILDREN = 2_000;
    private static final int ROUNDS = 3;

    @Test
    void startsPerSecond(@TempDir Path directory) {
        String h2 = "jdbc:h2:file:" + directory.resolve("children");
        measure("none", h2, "none");
        measure("H2 file", h2, "jdbc");
        String postgres = System.getProperty("postgres.url", "");
        if (!postgres.isEmpty()) {
            measure("PostgreSQL", postgres, "jdbc");
        }
    }

    private static void measure(String what, String url, String type) {
        String cluster = UUID.randomUUID().toString();
        int port = 33_000 + 10 * ThreadLocalRandom.current().nextInt(80);
        List<ConfigurableApplicationContext> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                nodes.add(new SpringApplicationBuilder(ChildStoreContract.Application.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--spring.datasource.url=" + url,
                                "--spring.datasource.username=" + (url.contains("postgres") ? "postgres" : "sa"),
                                "--distributed-supervisor.store.type=" + type,
                                "--distributed-supervisor.store.initialize-schema=always",
                                "--distributed-supervisor.cluster.port=" + port,
                                "--distributed-supervisor.cluster.members=127.0.0.1:" + port,
                                "--distributed-supervisor.cluster.name=" + cluster));
            }
            DistributedSupervisor supervisor = nodes.get(0).getBean(DistributedSupervisor.class);
            for (int round = 0; round <= ROUNDS; round++) {
                List<ChildSpec> specs = new ArrayList<>();
                for (int i = 0; i < CHILDREN; i++) {
                    specs.add(ChildSpec.of(ChildStoreContract.Tally.class).name(round + "-" + i));
                }
                long before = System.nanoTime();
                supervisor.startChildren(specs);
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
                System.out.println(
                        "STARTS " + what + (round == 0 ? " (warm-up) " : " ") + CHILDREN * 1_000L / millis + "/s");
            }
        } finally {
            nodes.forEach(ConfigurableApplicationContext::close);
        }
    }
}
