package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The meters of the supervisor, where the application has Micrometer. */
@AutoConfiguration(
        afterName = {
            "io.github.distributedsupervisor.boot.autoconfigure.SupervisorAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean({DistributedSupervisor.class, MeterRegistry.class})
class SupervisorMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SupervisorMeters distributedSupervisorMeters(ListableBeanFactory beanFactory) {
        return new SupervisorMeters(beanFactory);
    }
}
