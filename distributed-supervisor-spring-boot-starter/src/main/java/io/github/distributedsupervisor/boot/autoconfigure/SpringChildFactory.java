package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import java.lang.reflect.Constructor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.AotDetector;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Makes children of a class through the bean factory. The arguments of the child and beans share one constructor; then
 * fields and setters are injected and the initialization callbacks run, as for any other prototype.
 */
final class SpringChildFactory implements BeanChildFactory {

    private final ConfigurableListableBeanFactory beanFactory;
    private final String beanName;
    private final ChildParameters parameters;
    private final ChildCreators creators;
    private final @Nullable AutowiredAnnotationBeanPostProcessor injection;

    SpringChildFactory(
            ConfigurableListableBeanFactory beanFactory, String beanName, Class<? extends Child> childClass) {
        this.beanFactory = beanFactory;
        this.beanName = beanName;
        this.parameters = new ChildParameters(beanFactory, beanName);
        this.creators = ChildCreators.constructorsOf(childClass, parameters::isBean);
        this.injection = AotDetector.useGeneratedArtifacts() ? injection(beanFactory) : null;
    }

    /** Compiled ahead of time, an application has generated code instead, which injects only what the factory makes itself. */
    static AutowiredAnnotationBeanPostProcessor injection(ConfigurableListableBeanFactory beanFactory) {
        AutowiredAnnotationBeanPostProcessor injection = new AutowiredAnnotationBeanPostProcessor();
        injection.setBeanFactory(beanFactory);
        return injection;
    }

    @Override
    public ChildCreators creators() {
        return creators;
    }

    @Override
    public Child create(List<@Nullable Object> arguments) {
        ChildCreators.Choice choice = creators.choose(arguments);
        Object bean = BeanUtils.instantiateClass((Constructor<?>) choice.creator(), parameters.fill(choice, arguments));
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
}
