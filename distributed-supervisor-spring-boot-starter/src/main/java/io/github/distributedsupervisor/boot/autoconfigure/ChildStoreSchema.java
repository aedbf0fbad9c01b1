package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.Store;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.util.StringUtils;

/** Makes the table of the store when the properties say so. */
final class ChildStoreSchema extends DataSourceScriptDatabaseInitializer {

    ChildStoreSchema(DataSource dataSource, Store store) {
        super(dataSource, settings(dataSource, store));
    }

    private static DatabaseInitializationSettings settings(DataSource dataSource, Store store) {
        PlatformPlaceholderDatabaseDriverResolver resolver = new PlatformPlaceholderDatabaseDriverResolver();
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setSchemaLocations(
                StringUtils.hasText(store.platform())
                        ? resolver.resolveAll(store.platform(), store.schema())
                        : resolver.resolveAll(dataSource, store.schema()));
        settings.setMode(
                DatabaseInitializationMode.valueOf(store.initializeSchema().name()));
        return settings;
    }
}
