package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StoredChild;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class SupervisorStoreAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    SupervisorHazelcastAutoConfiguration.class,
                    HazelcastAutoConfiguration.class,
                    SupervisorStoreAutoConfiguration.class,
                    SupervisorAutoConfiguration.class))
            .withPropertyValues("distributed-supervisor.cluster.name=" + UUID.randomUUID());

    private final ApplicationContextRunner stored = runner.withPropertyValues("distributed-supervisor.store.type=jdbc");

    @Test
    void isOffByDefaultEvenBesideADatabase() {
        runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> assertThat(context)
                        .hasSingleBean(DistributedSupervisor.class)
                        .doesNotHaveBean(ChildStores.class)
                        .doesNotHaveBean(ChildStoreSchema.class));
    }

    @Test
    void worksWithoutSpringJdbc() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> assertThat(context).hasSingleBean(DistributedSupervisor.class));
    }

    @Test
    void saysWhatIsMissingWithoutSpringJdbc() {
        stored.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidSupervisorSetupException.class,
                                failure -> assertThat(failure.action()).contains("spring-boot-starter-jdbc")));
    }

    @Test
    void saysThatSeveralDataSourcesNeedAPrimaryOne() {
        stored.withBean("one", HikariDataSource.class, HikariDataSource::new)
                .withBean("two", HikariDataSource.class, HikariDataSource::new)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidSupervisorSetupException.class,
                                failure -> assertThat(failure.action()).contains("@Primary")));
    }

    @Test
    void refusesADatabaseInMemoryThatNobodyAskedFor() {
        stored.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(InvalidSupervisorSetupException.class)
                .hasMessageContaining("in memory"));
    }

    @Test
    void warnsOfADatabaseInMemoryThatWasAskedFor(CapturedOutput output) {
        stored.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    assertThat(context).hasSingleBean(DistributedSupervisor.class);
                    assertThat(output).contains("for tests only");
                    Integer rows = context.getBean(ChildStores.class) instanceof JdbcChildStores stores
                            ? stores.jdbc().queryForObject("SELECT COUNT(*) FROM supervised_child", Integer.class)
                            : null;
                    assertThat(rows).isZero();
                });
    }

    @Test
    void createsAGenericTableWhereItIsTold() {
        stored.withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "distributed-supervisor.store.platform=generic")
                .run(context -> {
                    ChildStore store = context.getBean(ChildStores.class).storeOf("cluster", "rooms");
                    store.save(new StoredChild("ann", "room", "RUNNING", false, 1, 1, new byte[] {7}));
                    assertThat(store.load(List.of("ann")).get("ann")).containsExactly(7);
                });
    }

    @Test
    void createsNoTableWhenTheApplicationDoesThat() {
        stored.withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "distributed-supervisor.store.initialize-schema=never")
                .run(context -> {
                    JdbcTemplate sql = new JdbcTemplate(context.getBean(DataSource.class));
                    assertThatThrownBy(() -> sql.execute("SELECT * FROM supervised_child"))
                            .rootCause()
                            .hasMessageContaining("not found");
                });
    }

    @Test
    void refusesATableThatIsNone() {
        stored.withPropertyValues("distributed-supervisor.store.table=a; DROP TABLE b")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("store.table"));
    }
}
