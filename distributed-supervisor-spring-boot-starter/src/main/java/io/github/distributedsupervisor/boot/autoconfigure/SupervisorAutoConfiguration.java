package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.SupervisorListener;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
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

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    @Bean
    static SupervisedChildRegistrar supervisedChildRegistrar(Environment environment, ResourceLoader resourceLoader) {
        return new SupervisedChildRegistrar(environment, resourceLoader);
    }

    @Bean
    SupervisorEvents supervisorEvents(
            ObjectProvider<SupervisorListener> listeners, ApplicationEventPublisher publisher) {
        return new SupervisorEvents(listeners, publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    DistributedSupervisor distributedSupervisor(
            HazelcastInstance hazelcast,
            SupervisorProperties properties,
            SupervisorEvents events,
            ObjectProvider<MessageCodec> codec,
            ConfigurableListableBeanFactory beanFactory,
            Environment environment) {
        return new SupervisorFactory(properties, beanFactory, environment)
                .create(HazelcastMember.require(hazelcast), events.listener(), codec.getIfAvailable());
    }

    @Bean
    DeclaredChildren declaredChildren(DistributedSupervisor supervisor, ConfigurableListableBeanFactory beanFactory) {
        return new DeclaredChildren(
                supervisor, beanFactory.getBeansOfType(ChildSpec.class), FIRST_DELAY, LONGEST_DELAY);
    }

    @Bean
    SupervisorLifecycle supervisorLifecycle(
            DistributedSupervisor supervisor,
            SupervisorEvents events,
            DeclaredChildren declaredChildren,
            SupervisorProperties properties) {
        return new SupervisorLifecycle(supervisor, events, declaredChildren, properties.drainTimeout());
    }
}
