package io.github.distributedsupervisor.boot.autoconfigure;

import java.sql.DatabaseMetaData;
import java.util.Locale;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.util.StringUtils;

/** A database in memory keeps nothing, and each node has its own. */
final class VolatileDatabase {

    private static final Logger LOGGER = LoggerFactory.getLogger(VolatileDatabase.class);

    private VolatileDatabase() {}

    /** Refuses one that nobody asked for, warns of one that somebody did. */
    static void refuse(DataSource dataSource, boolean ofSpringBoot, Environment environment) {
        String url = urlOf(dataSource);
        if (!isInMemory(url)) {
            return;
        }
        if (ofSpringBoot && !StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            throw new InvalidSupervisorSetupException(
                    "distributed-supervisor.store.type is 'jdbc', but no database is configured: Spring Boot uses one in"
                            + " memory, " + url + ", which ends with the process and which no other node sees.",
                    "Set spring.datasource.url to a database that all nodes reach. To try it out on one machine:"
                            + " jdbc:h2:file:./children;AUTO_SERVER=TRUE");
        }
        LOGGER.warn(
                "The store of the supervisor is a database in memory, {}: it ends with the process, and other nodes do"
                        + " not see it. That is for tests only.",
                url);
    }

    static boolean isInMemory(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("jdbc:h2:mem:")
                || lower.startsWith("jdbc:hsqldb:mem:")
                || lower.startsWith("jdbc:derby:memory:");
    }

    private static String urlOf(DataSource dataSource) {
        try {
            String url = JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getURL);
            return url == null ? "" : url;
        } catch (MetaDataAccessException e) {
            throw new InvalidSupervisorSetupException(
                    "The database that is to keep the children cannot be reached: " + e.getMessage(),
                    "Correct spring.datasource.*, or set distributed-supervisor.store.type=none.",
                    e);
        }
    }
}
