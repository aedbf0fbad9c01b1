package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.SupervisorListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Builds the supervisor that the properties and the beans describe. It takes children only once it has joined. */
final class SupervisorFactory {

    private final SupervisorProperties properties;
    private final ConfigurableListableBeanFactory beanFactory;
    private final Environment environment;

    SupervisorFactory(
            SupervisorProperties properties, ConfigurableListableBeanFactory beanFactory, Environment environment) {
        this.properties = properties;
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    DistributedSupervisor create(
            HazelcastInstance hazelcast, SupervisorListener listener, @Nullable MessageCodec codec) {
        DistributedSupervisorBuilder builder = DistributedSupervisor.builder(hazelcast);
        try {
            configure(builder);
        } catch (IllegalArgumentException e) {
            throw new InvalidSupervisorSetupException(
                    "The configuration of the supervisor is not valid: " + e.getMessage(),
                    "Correct the properties that begin with 'distributed-supervisor.'.",
                    e);
        }
        ChildTypes.find(beanFactory).registerWith(builder);
        builder.listener(listener).codec(codec).joinLater();
        ClassLoader classLoader = beanFactory.getBeanClassLoader();
        if (classLoader != null) {
            builder.classLoader(classLoader);
        }
        try {
            return builder.build();
        } catch (IllegalStateException e) {
            throw new InvalidSupervisorSetupException(
                    "The supervisor does not run on this Hazelcast instance: " + e.getMessage(),
                    "Correct the configuration of Hazelcast.",
                    e);
        }
    }

    private void configure(DistributedSupervisorBuilder builder) {
        builder.name(properties.name())
                .nodeName(StringUtils.hasText(properties.nodeName()) ? properties.nodeName() : null)
                .callTimeout(properties.callTimeout())
                .startTimeout(properties.startTimeout())
                .handoffTimeout(properties.handoffTimeout())
                .drainTimeout(properties.drainTimeout())
                .sweepInterval(properties.sweepInterval())
                .rebalance(
                        properties.rebalance().stableAfter(),
                        properties.rebalance().maxConcurrentMoves())
                .capacity(properties.mailbox().capacity(), properties.mailbox().maxInFlight())
                .childThreads(properties.childThreads())
                .backupCount(properties.backupCount())
                .nodes(properties.nodes().toArray(String[]::new))
                .nodeMonitoring(properties.nodeMonitoring())
                .virtualThreads(Threading.VIRTUAL.isActive(environment));
        beanFactory.getBeanProvider(PlacementStrategy.class).ifUnique(builder::placement);
        messagePackages().stream().filter(StringUtils::hasText).forEach(builder::messagePackage);
    }

    private List<String> messagePackages() {
        if (!properties.messagePackages().isEmpty()) {
            return properties.messagePackages();
        }
        return AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory) : List.of();
    }
}
