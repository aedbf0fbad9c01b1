package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import java.lang.reflect.Constructor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.AotDetector;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * Makes children of a class through the bean factory. The arguments of the child and beans share one constructor; then
 * fields and setters are injected and the initialization callbacks run, as for any other prototype.
 */
final class SpringChildFactory implements ChildFactory {

    private static final ParameterNameDiscoverer PARAMETER_NAMES = new DefaultParameterNameDiscoverer();

    private final ConfigurableListableBeanFactory beanFactory;
    private final String beanName;
    private final ChildConstructors constructors;
    private final @Nullable AutowiredAnnotationBeanPostProcessor injection;

    SpringChildFactory(
            ConfigurableListableBeanFactory beanFactory, String beanName, Class<? extends Child> childClass) {
        this.beanFactory = beanFactory;
        this.beanName = beanName;
        this.constructors = new ChildConstructors(childClass, this::isBean);
        this.injection = AotDetector.useGeneratedArtifacts() ? injection(beanFactory) : null;
    }

    /** Compiled ahead of time, an application has generated code instead, which injects only what the factory makes itself. */
    private static AutowiredAnnotationBeanPostProcessor injection(ConfigurableListableBeanFactory beanFactory) {
        AutowiredAnnotationBeanPostProcessor injection = new AutowiredAnnotationBeanPostProcessor();
        injection.setBeanFactory(beanFactory);
        return injection;
    }

    ChildConstructors constructors() {
        return constructors;
    }

    @Override
    public Child create(List<@Nullable Object> arguments) {
        ChildConstructors.Choice choice = constructors.choose(arguments);
        Object bean = BeanUtils.instantiateClass(choice.constructor(), parameters(choice, arguments));
        if (injection != null) {
            injection.processInjection(bean);
        }
        // not the more obvious autowireBean: this one honours the bean's definition too
        return (Child) beanFactory.configureBean(bean, beanName);
    }

    @Override
    public void destroy(Child child) {
        destroy(beanFactory, beanName, child);
    }

    static void destroy(ConfigurableBeanFactory beanFactory, String beanName, Child child) {
        Object target = AopProxyUtils.getSingletonTarget(child);
        beanFactory.destroyBean(beanName, target != null ? target : child);
    }

    private @Nullable Object[] parameters(ChildConstructors.Choice choice, List<@Nullable Object> arguments) {
        @Nullable
        Object[] parameters = new @Nullable Object[choice.constructor().getParameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            int argument = choice.argumentOf(i);
            parameters[i] = argument >= 0 ? arguments.get(argument) : dependency(choice.constructor(), i);
        }
        return parameters;
    }

    private @Nullable Object dependency(Constructor<?> constructor, int index) {
        DependencyDescriptor descriptor = new DependencyDescriptor(new MethodParameter(constructor, index), true);
        descriptor.initParameterNameDiscovery(PARAMETER_NAMES);
        return ((AutowireCapableBeanFactory) beanFactory).resolveDependency(descriptor, beanName);
    }

    private boolean isBean(Class<?> type) {
        return beanFactory.getBeanNamesForType(type, true, false).length > 0;
    }
}
