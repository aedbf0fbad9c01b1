package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.SupervisedChild;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Makes {@link SupervisedChild} enough: registers each annotated class in the packages of the application as a prototype,
 * unless the application has a bean of that class already.
 */
final class SupervisedChildRegistrar implements BeanDefinitionRegistryPostProcessor {

    private final Environment environment;
    private final ResourceLoader resourceLoader;

    SupervisedChildRegistrar(Environment environment, ResourceLoader resourceLoader) {
        this.environment = environment;
        this.resourceLoader = resourceLoader;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (!(registry instanceof ConfigurableListableBeanFactory beanFactory)
                || !AutoConfigurationPackages.has(beanFactory)) {
            return;
        }
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false, environment);
        scanner.setResourceLoader(resourceLoader);
        scanner.addIncludeFilter(new AnnotationTypeFilter(SupervisedChild.class, false));
        Set<String> known = classesOfBeans(registry);
        List<String> packages = AutoConfigurationPackages.get(beanFactory);
        for (String basePackage : packages) {
            for (BeanDefinition candidate : scanner.findCandidateComponents(basePackage)) {
                String className = candidate.getBeanClassName();
                if (className != null && known.add(className)) {
                    register(registry, candidate, className);
                }
            }
        }
    }

    private void register(BeanDefinitionRegistry registry, BeanDefinition candidate, String className) {
        Class<?> type = ClassUtils.resolveClassName(className, resourceLoader.getClassLoader());
        if (!Child.class.isAssignableFrom(type)) {
            throw new InvalidSupervisorSetupException(
                    "The class " + className + " has @SupervisedChild but does not implement " + Child.class.getName()
                            + ".",
                    "Let the class implement Child, or remove the annotation.");
        }
        candidate.setScope(BeanDefinition.SCOPE_PROTOTYPE);
        candidate.setLazyInit(true);
        // a child is reached by its name; injected it would be a second instance that nobody supervises
        candidate.setAutowireCandidate(false);
        registry.registerBeanDefinition(className, candidate);
    }

    private static Set<String> classesOfBeans(BeanDefinitionRegistry registry) {
        Set<String> classes = new HashSet<>();
        for (String name : registry.getBeanDefinitionNames()) {
            String className = classOf(registry.getBeanDefinition(name));
            if (className != null) {
                classes.add(className);
            }
        }
        return classes;
    }

    private static @Nullable String classOf(BeanDefinition definition) {
        if (definition instanceof AnnotatedBeanDefinition annotated) {
            MethodMetadata factoryMethod = annotated.getFactoryMethodMetadata();
            if (factoryMethod != null) {
                return factoryMethod.getReturnTypeName();
            }
        }
        return definition.getBeanClassName();
    }
}
