package io.github.distributedsupervisor.boot.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.distributedsupervisor.ChildContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class FencedStoreTest {

    private final JdbcClient database =
            JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    private final FencedStore store = new FencedStore(database);

    @BeforeEach
    void create() {
        database.sql(
                        "create table reading (name varchar(200) primary key, text varchar(200), incarnation bigint not null)")
                .update();
        database.sql("insert into reading values ('meter-1', '', 0)").update();
    }

    @Test
    void refusesAnInstanceThatWasReplaced() {
        ChildContext before = instance(1_000);
        ChildContext after = instance(1_001);

        assertThat(store.write(before, "old")).isTrue();
        assertThat(store.write(after, "new")).isTrue();
        assertThat(store.write(before, "late")).isFalse();

        assertThat(database.sql("select text from reading").query(String.class).single())
                .isEqualTo("new");
    }

    @Test
    void isWhatThePageShows() throws IOException {
        String page = Files.readString(Path.of("../docs/guarantees.md"));
        String code = Files.readString(
                Path.of("src/test/java/io/github/distributedsupervisor/boot/example/FencedStore.java"));

        assertThat(page).contains(code.substring(code.indexOf("/** A table")));
    }

    private static ChildContext instance(long incarnation) {
        ChildContext context = mock(ChildContext.class);
        when(context.name()).thenReturn("meter-1");
        when(context.incarnation()).thenReturn(incarnation);
        return context;
    }
}
