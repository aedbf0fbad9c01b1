package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.DistributedSupervisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the supervisor, where the application has health. */
@AutoConfiguration(afterName = "io.github.distributedsupervisor.boot.autoconfigure.SupervisorAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(DistributedSupervisor.class)
@ConditionalOnEnabledHealthIndicator("distributed-supervisor")
class SupervisorHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"distributedSupervisorHealthIndicator", "distributedSupervisorHealthContributor"})
    HealthIndicator distributedSupervisorHealthIndicator(ListableBeanFactory beanFactory) {
        return new SupervisorHealthIndicator(Supervisors.of(beanFactory));
    }
}
