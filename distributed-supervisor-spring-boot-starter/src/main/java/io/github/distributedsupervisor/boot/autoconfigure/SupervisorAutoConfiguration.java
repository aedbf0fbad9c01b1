package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** The supervisor of the application, on its Hazelcast member. */
@AutoConfiguration(after = {SupervisorHazelcastAutoConfiguration.class, HazelcastAutoConfiguration.class})
@ConditionalOnClass({DistributedSupervisor.class, HazelcastInstance.class})
@ConditionalOnSingleCandidate(HazelcastInstance.class)
@ConditionalOnBooleanProperty(name = "distributed-supervisor.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SupervisorProperties.class)
class SupervisorAutoConfiguration {

    @Bean
    static SupervisedChildRegistrar supervisedChildRegistrar(Environment environment, ResourceLoader resourceLoader) {
        return new SupervisedChildRegistrar(environment, resourceLoader);
    }

    @Bean
    static FurtherSupervisors furtherSupervisors(Environment environment) {
        return new FurtherSupervisors(environment);
    }

    @Bean(SupervisorFactory.BEAN_NAME)
    SupervisorFactory distributedSupervisorFactory(
            SupervisorProperties properties,
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            ApplicationEventPublisher publisher) {
        return new SupervisorFactory(properties, beanFactory, environment, publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    DistributedSupervisor distributedSupervisor(SupervisorFactory factory) {
        return factory.createFirst();
    }

    @Bean
    SupervisorLifecycle supervisorLifecycle(SupervisorFactory factory) {
        return new SupervisorLifecycle(factory);
    }
}
