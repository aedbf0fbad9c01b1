package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.boot.DistributedSupervisorCustomizer;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** Observations of the messages to children, where the application has an observation registry. */
@AutoConfiguration(
        afterName = {
            "io.github.distributedsupervisor.boot.autoconfigure.SupervisorAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({DistributedSupervisor.class, ObservationRegistry.class})
class SupervisorObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "distributedSupervisorObservation")
    DistributedSupervisorCustomizer distributedSupervisorObservation(
            ObjectProvider<ObservationRegistry> registry,
            ObjectProvider<SupervisorCallConvention> callConvention,
            ObjectProvider<SupervisorProcessConvention> processConvention) {
        return builder -> builder.messageObserver(new ObservedMessages(
                SingletonSupplier.of(registry::getObject),
                SingletonSupplier.ofNullable(callConvention::getIfUnique),
                SingletonSupplier.ofNullable(processConvention::getIfUnique)));
    }
}
