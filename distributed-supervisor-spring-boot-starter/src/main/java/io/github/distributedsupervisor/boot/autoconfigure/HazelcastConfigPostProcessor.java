package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.config.Config;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Completes a Hazelcast configuration that is a bean, before a member is started with it. */
final class HazelcastConfigPostProcessor implements BeanPostProcessor, BeanClassLoaderAware {

    private @Nullable ClassLoader classLoader;

    @Override
    public void setBeanClassLoader(ClassLoader newClassLoader) {
        this.classLoader = newClassLoader;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof Config config) {
            HazelcastConfigs.complete(config, classLoader);
        }
        return bean;
    }
}
