package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.PlacementStrategy;
import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.boot.DistributedSupervisorCustomizer;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.DeclaredChild;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.StoreType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Builds the supervisors that the properties and the beans describe. They take children only once they have joined. */
class SupervisorFactory {

    static final String BEAN_NAME = "distributedSupervisorFactory";

    private final SupervisorProperties first;
    private final ConfigurableListableBeanFactory beanFactory;
    private final Environment environment;
    private final ApplicationEventPublisher publisher;
    private final SupervisorBeans beans;
    private final List<SupervisorEvents> events = new ArrayList<>();

    SupervisorFactory(
            SupervisorProperties first,
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            ApplicationEventPublisher publisher) {
        this.first = first;
        this.beanFactory = beanFactory;
        this.environment = environment;
        this.publisher = publisher;
        this.beans = new SupervisorBeans(beanFactory, first.supervisors().keySet());
    }

    DistributedSupervisor createFirst() {
        DistributedSupervisor supervisor = create(first.name(), first);
        HazelcastMember.tellIfAlone(beanFactory.getBean(HazelcastInstance.class));
        return supervisor;
    }

    /** For the beans of {@link FurtherSupervisors}. */
    DistributedSupervisor createFurther(String name) {
        return create(name, FurtherSupervisors.propertiesOf(name, environment));
    }

    private DistributedSupervisor create(String name, SupervisorProperties properties) {
        HazelcastInstance hazelcast = HazelcastMember.require(beanFactory.getBean(HazelcastInstance.class));
        DistributedSupervisorBuilder builder = DistributedSupervisor.builder(hazelcast);
        try {
            configure(builder.name(name), properties);
        } catch (IllegalArgumentException e) {
            throw new InvalidSupervisorSetupException(
                    "The configuration of the supervisor '" + name + "' is not valid: " + e.getMessage(),
                    "Correct the properties that begin with 'distributed-supervisor.'.",
                    e);
        }
        ChildTypes.find(beanFactory).registerWith(builder);
        SupervisorEvents told =
                new SupervisorEvents(name, beanFactory, beans.shared(SupervisorListener.class, name), publisher);
        events.add(told);
        told.listeners().forEach(builder::listener);
        builder.store(storeOf(name, hazelcast));
        builder.codec(beanFactory.getBeanProvider(MessageCodec.class).getIfAvailable())
                .joinLater();
        ClassLoader classLoader = beanFactory.getBeanClassLoader();
        if (classLoader != null) {
            builder.classLoader(classLoader);
        }
        customizers(name).forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private @Nullable ChildStore storeOf(String name, HazelcastInstance hazelcast) {
        if (first.store().type() == StoreType.NONE) {
            return null;
        }
        ChildStores stores = beanFactory.getBeanProvider(ChildStores.class).getIfAvailable();
        if (stores == null) {
            throw new InvalidSupervisorSetupException(
                    "distributed-supervisor.store.type is 'jdbc', but the application has no DataSource, or several of"
                            + " which none is primary, or not the module spring-boot-jdbc.",
                    "Add spring-boot-starter-jdbc and the driver of your database, and set spring.datasource.url; or"
                            + " mark one DataSource bean with @Primary; or set distributed-supervisor.store.type=none.");
        }
        return stores.storeOf(hazelcast.getConfig().getClusterName(), name);
    }

    private List<DistributedSupervisorCustomizer> customizers(String name) {
        List<String> meant = beans.shared(DistributedSupervisorCustomizer.class, name);
        List<DistributedSupervisorCustomizer> customizers = new ArrayList<>();
        meant.forEach(bean -> customizers.add(beanFactory.getBean(bean, DistributedSupervisorCustomizer.class)));
        AnnotationAwareOrderComparator.sort(customizers);
        return customizers;
    }

    /** All supervisors of the application, each with the children that are declared for it. */
    List<RunningSupervisor> running() {
        List<RunningSupervisor> running = new ArrayList<>();
        beanFactory.getBeansOfType(DistributedSupervisor.class).forEach((bean, supervisor) -> {
            boolean further = first.supervisors().containsKey(bean);
            SupervisorProperties properties = further ? FurtherSupervisors.propertiesOf(bean, environment) : first;
            running.add(new RunningSupervisor(
                    supervisor,
                    new DeclaredChildren(supervisor, declarations(bean, properties)),
                    properties.drainTimeout()));
        });
        return running;
    }

    private ChildDeclarations declarations(String bean, SupervisorProperties properties) {
        List<DeclaredChild> declared = first.supervisors().containsKey(bean)
                ? FurtherSupervisors.childrenOf(bean, environment)
                : properties.children();
        return new ChildDeclarations(ChildTypes.find(beanFactory))
                .beans(beans.own(ChildSpec.class, bean))
                .properties(declared);
    }

    /** From now on listener beans are told, also what happened before. Idempotent. */
    void openEvents() {
        events.forEach(SupervisorEvents::open);
    }

    private void configure(DistributedSupervisorBuilder builder, SupervisorProperties properties) {
        builder.nodeName(StringUtils.hasText(properties.nodeName()) ? properties.nodeName() : null)
                .callTimeout(properties.callTimeout())
                .startTimeout(properties.startTimeout())
                .handoffTimeout(properties.handoffTimeout())
                .drainTimeout(properties.drainTimeout())
                .sweepInterval(properties.sweepInterval())
                .quorum(Quorum.parse(properties.minNodes()))
                .lease(properties.lease())
                .rebalance(
                        properties.rebalance().stableAfter(),
                        properties.rebalance().maxConcurrentMoves())
                .minResidency(properties.rebalance().minResidency())
                .capacity(properties.mailbox().capacity(), properties.mailbox().maxInFlight())
                .sizeLimits(bytes(properties.maxMessageSize()), bytes(properties.maxStateSize()))
                .childThreads(properties.childThreads())
                .backupCount(properties.backupCount())
                .restartIntensity(properties.restart().intensity())
                .restartBackOff(properties.restart().backoff().toBackOff())
                .nodes(properties.nodes().toArray(String[]::new))
                .nodeMonitoring(properties.nodeMonitoring())
                .virtualThreads(Threading.VIRTUAL.isActive(environment));
        beanFactory.getBeanProvider(PlacementStrategy.class).ifUnique(builder::placement);
        messagePackages(properties).stream().filter(StringUtils::hasText).forEach(builder::messagePackage);
    }

    private static int bytes(DataSize size) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, size.toBytes())); // core refuses what is not positive
    }

    private List<String> messagePackages(SupervisorProperties properties) {
        if (!properties.messagePackages().isEmpty()) {
            return properties.messagePackages();
        }
        return AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory) : List.of();
    }
}
