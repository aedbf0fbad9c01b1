package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Makes children by a prototype {@code @Bean} method: its parameters are injected when the child has no arguments, else
 * they are the arguments.
 */
final class BeanMethodChildFactory implements ChildFactory {

    private final ConfigurableBeanFactory beanFactory;
    private final String beanName;

    BeanMethodChildFactory(ConfigurableBeanFactory beanFactory, String beanName) {
        this.beanFactory = beanFactory;
        this.beanName = beanName;
    }

    @Override
    public Child create(List<@Nullable Object> arguments) {
        Object bean = arguments.isEmpty()
                ? beanFactory.getBean(beanName)
                : beanFactory.getBean(beanName, arguments.toArray());
        return (Child) bean;
    }

    @Override
    public void destroy(Child child) {
        SpringChildFactory.destroy(beanFactory, beanName, child);
    }
}
