package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.DistributedSupervisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint, where the application has the actuator and exposes it. */
@AutoConfiguration(afterName = "io.github.distributedsupervisor.boot.autoconfigure.SupervisorAutoConfiguration")
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(DistributedSupervisor.class)
@ConditionalOnAvailableEndpoint(SupervisorEndpoint.class)
class SupervisorEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SupervisorEndpoint supervisorEndpoint(ListableBeanFactory beanFactory) {
        return new SupervisorEndpoint(Supervisors.of(beanFactory));
    }
}
