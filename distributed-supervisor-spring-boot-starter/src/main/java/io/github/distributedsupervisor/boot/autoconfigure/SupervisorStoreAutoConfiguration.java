package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** The store of the children in the DataSource of the application, where it is switched on. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class, before = SupervisorAutoConfiguration.class)
@ConditionalOnClass({DistributedSupervisor.class, JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class})
@ConditionalOnBooleanProperty(name = "distributed-supervisor.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "distributed-supervisor.store.type", havingValue = "jdbc")
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(SupervisorProperties.class)
class SupervisorStoreAutoConfiguration {

    @Bean
    ChildStoreSchema childStoreSchema(DataSource dataSource, SupervisorProperties properties) {
        return new ChildStoreSchema(dataSource, properties.store());
    }

    @Bean
    @DependsOnDatabaseInitialization
    ChildStores childStores(
            DataSource dataSource,
            SupervisorProperties properties,
            ConfigurableListableBeanFactory beanFactory,
            Environment environment) {
        VolatileDatabase.refuse(dataSource, isOfSpringBoot(beanFactory), environment);
        return new JdbcChildStores(
                new JdbcTemplate(dataSource), properties.store().table());
    }

    private static boolean isOfSpringBoot(ConfigurableListableBeanFactory beanFactory) {
        for (String name : beanFactory.getBeanNamesForType(DataSource.class, true, false)) {
            BeanDefinition definition =
                    beanFactory.containsBeanDefinition(name) ? beanFactory.getMergedBeanDefinition(name) : null;
            String factory = definition == null ? null : definition.getFactoryBeanName();
            if (factory == null || !factory.startsWith("org.springframework.boot.")) {
                return false;
            }
        }
        return true;
    }

    /** The member saves records for other nodes until it is shut down, so the database closes after it. */
    @Bean
    static HazelcastDependsOnStore hazelcastDependsOnStore() {
        return new HazelcastDependsOnStore();
    }

    static final class HazelcastDependsOnStore extends AbstractDependsOnBeanFactoryPostProcessor {

        HazelcastDependsOnStore() {
            super(HazelcastInstance.class, ChildStores.class);
        }
    }
}
