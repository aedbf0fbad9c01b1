package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.boot.autoconfigure.SupervisorProperties.DeclaredChild;
import java.util.ArrayList;
import java.util.List;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The supervisors beside the first: each is a bean of its own name, to be injected with {@code @Qualifier}, which
 * otherwise gets in nobody's way.
 */
final class FurtherSupervisors implements BeanDefinitionRegistryPostProcessor {

    private static final String PREFIX = "distributed-supervisor";
    private static final String FURTHER = PREFIX + ".supervisors";

    private final Environment environment;

    FurtherSupervisors(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (AotDetector.useGeneratedArtifacts()) {
            return; // they are registered already, those that there were when the application was built
        }
        SupervisorProperties first = Binder.get(environment).bindOrCreate(PREFIX, SupervisorProperties.class);
        for (String name : first.supervisors().keySet()) {
            if (name.equals(first.name()) || registry.containsBeanDefinition(name)) {
                throw new InvalidSupervisorSetupException(
                        FURTHER + "." + name + " names a supervisor like "
                                + (name.equals(first.name()) ? "the first one." : "a bean that exists."),
                        "Choose another name.");
            }
            registry.registerBeanDefinition(name, definition(name));
        }
    }

    private static RootBeanDefinition definition(String name) {
        RootBeanDefinition definition = new RootBeanDefinition(DistributedSupervisor.class);
        definition.setFactoryBeanName(SupervisorFactory.BEAN_NAME);
        definition.setFactoryMethodName("createFurther");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.setDestroyMethodName("close");
        definition.setDefaultCandidate(false);
        return definition;
    }

    /** The children that are declared for one: its own only. */
    static List<DeclaredChild> childrenOf(String name, Environment environment) {
        return Binder.get(environment)
                .bind(FURTHER + "." + name + ".children", Bindable.listOf(DeclaredChild.class))
                .orElse(List.of());
    }

    /** The properties of one: its own, and those of the first where it has none. */
    static SupervisorProperties propertiesOf(String name, Environment environment) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (String prefix : List.of(FURTHER + "." + name, PREFIX)) {
            for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
                sources.add(source.withPrefix(prefix));
            }
        }
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
                .bindOrCreate(ConfigurationPropertyName.EMPTY.toString(), SupervisorProperties.class);
    }
}
