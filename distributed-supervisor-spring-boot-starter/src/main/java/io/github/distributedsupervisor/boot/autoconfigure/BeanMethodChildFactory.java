package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleInstantiationStrategy;
import org.springframework.util.ReflectionUtils;

/** Makes children by a prototype {@code @Bean} method, whose parameters are the arguments of the child and beans. */
final class BeanMethodChildFactory implements BeanChildFactory {

    private final ConfigurableListableBeanFactory beanFactory;
    private final String beanName;
    private final Method method;
    private final ChildParameters parameters;
    private final ChildCreators creators;

    BeanMethodChildFactory(ConfigurableListableBeanFactory beanFactory, String beanName, Method method) {
        this.beanFactory = beanFactory;
        this.beanName = beanName;
        this.method = method;
        this.parameters = new ChildParameters(beanFactory, beanName);
        this.creators = ChildCreators.method(method, parameters::isBean);
    }

    @Override
    public ChildCreators creators() {
        return creators;
    }

    @Override
    public Child create(List<@Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            return (Child) beanFactory.getBean(beanName);
        }
        @Nullable Object[] all = parameters.fill(creators.choose(arguments), arguments);
        // compiled ahead of time, the definition has lost the name of the method, without which getBean calls
        // constructors
        return (Child) (AotDetector.useGeneratedArtifacts() ? invoke(all) : beanFactory.getBean(beanName, all));
    }

    /** What the generated code does, with arguments. */
    private Object invoke(@Nullable Object[] all) {
        Object owner = Modifier.isStatic(method.getModifiers()) ? null : owner();
        ReflectionUtils.makeAccessible(method);
        Object bean = SimpleInstantiationStrategy.instantiateWithFactoryMethod(
                method, () -> ReflectionUtils.invokeMethod(method, owner, all));
        if (bean == null) {
            throw new IllegalStateException("the bean method " + method + " has made no child");
        }
        SpringChildFactory.injection(beanFactory).processInjection(bean);
        return beanFactory.configureBean(bean, beanName);
    }

    private Object owner() {
        BeanDefinition definition = beanFactory.getMergedBeanDefinition(beanName);
        String owner = definition.getFactoryBeanName();
        return owner != null ? beanFactory.getBean(owner) : beanFactory.getBean(method.getDeclaringClass());
    }

    @Override
    public void destroy(Child child) {
        SpringChildFactory.destroy(beanFactory, beanName, child);
    }
}
