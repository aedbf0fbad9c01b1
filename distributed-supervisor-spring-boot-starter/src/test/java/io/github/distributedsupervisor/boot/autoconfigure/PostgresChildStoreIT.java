package io.github.distributedsupervisor.boot.autoconfigure;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * On PostgreSQL: that of {@code -Dpostgres.url -Dpostgres.user -Dpostgres.password}, else one in a container of the image
 * {@code -Dpostgres.image}. Skipped, which is said aloud, where there is neither.
 */
class PostgresChildStoreIT extends ChildStoreContract {

    private static final String URL = System.getProperty("postgres.url", "");
    private static PostgreSQLContainer container;

    @BeforeAll
    static void startDatabase() {
        if (!URL.isEmpty()) {
            return;
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String message = "SKIPPED: the store is NOT tested on PostgreSQL, because there is no Docker here;"
                    + " set -Dpostgres.url to a database instead";
            LoggerFactory.getLogger(PostgresChildStoreIT.class).error(message);
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
