package io.github.distributedsupervisor.test.internal.node;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConfigCustomizer;
import org.springframework.boot.test.context.AnnotatedClassFinder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts an application of Spring Boot for each node. */
public final class SpringNodeLauncher implements NodeLauncher {

    private static final String MANAGEMENT_PORT = "management.server.port";

    private final List<Class<?>> classes;
    private final List<String> properties;

    /** Nodes made of these configuration classes, with these properties. */
    public SpringNodeLauncher(List<Class<?>> classes, List<String> properties) {
        this.classes = List.copyOf(classes);
        this.properties = List.copyOf(properties);
    }

    /** The application that is in the package of a class or above it, as {@code @SpringBootTest} finds it. */
    public static Optional<Class<?>> applicationOf(Class<?> testClass) {
        return Optional.ofNullable(new AnnotatedClassFinder(SpringBootConfiguration.class).findFromClass(testClass));
    }

    private record SpringNode(
            ConfigurableApplicationContext context, HazelcastInstance hazelcast, DistributedSupervisor supervisor)
            implements RunningNode {

        @Override
        public Optional<Object> applicationContext() {
            return Optional.of(context);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public RunningNode launch(NodeSetup setup) {
        SpringApplication application = new SpringApplication(classes.toArray(Class<?>[]::new));
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "distributed-supervisor.rebalance.stable-after", "300ms",
                "distributed-supervisor.rebalance.min-residency", "0s"));
        ApplicationContextInitializer<ConfigurableApplicationContext> initializer = context -> prepare(context, setup);
        application.addInitializers(initializer);
        ConfigurableApplicationContext context = application.run();
        try {
            HazelcastInstance hazelcast = context.getBean(HazelcastInstance.class);
            if (!setup.watches(hazelcast.getUserContext())) {
                throw new IllegalStateException("the application makes its HazelcastInstance itself, so it would join"
                        + " members outside of the test; let it declare a bean of type com.hazelcast.config.Config or a"
                        + " hazelcast.yaml instead, or nothing");
            }
            return new SpringNode(context, hazelcast, context.getBean(DistributedSupervisor.class));
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private void prepare(ConfigurableApplicationContext context, NodeSetup setup) {
        ConfigurableEnvironment environment = context.getEnvironment();
        TestPropertyValues.of(properties).applyTo(environment);
        Map<String, Object> own = new HashMap<>();
        own.put("distributed-supervisor.node-name", setup.name());
        own.put("server.port", "0");
        if (environment.containsProperty(MANAGEMENT_PORT)) {
            own.put(MANAGEMENT_PORT, "0");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("supervisor-cluster", own));
        context.getBeanFactory().addBeanPostProcessor(new OfBeans(setup));
        if (context instanceof GenericApplicationContext generic) {
            generic.registerBean(
                    "supervisorClusterHazelcastCustomizer", HazelcastConfigCustomizer.class, () -> new OfFiles(setup));
        }
    }

    /** Reaches the configurations that are beans. */
    private record OfBeans(NodeSetup setup) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            return bean instanceof Config config ? setup.applyTo(config) : bean;
        }
    }

    /** Reaches the configuration that is a file, after all others. */
    private record OfFiles(NodeSetup setup) implements HazelcastConfigCustomizer, Ordered {

        @Override
        public void customize(Config config) {
            setup.applyTo(config);
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }
}
