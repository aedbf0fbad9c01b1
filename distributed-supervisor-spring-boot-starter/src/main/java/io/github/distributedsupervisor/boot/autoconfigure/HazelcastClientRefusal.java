package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConnectionDetails;

/**
 * Refuses the client that Spring Boot is about to make, before it is made: by default a client without a cluster waits
 * for one without end, so that nobody would see why the application does not start.
 */
final class HazelcastClientRefusal implements BeanFactoryPostProcessor {

    private static final String MADE_BY_SPRING_BOOT = "org.springframework.boot.hazelcast.";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        if (beanFactory.getBeanNamesForType(HazelcastConnectionDetails.class, true, false).length == 0) {
            return;
        }
        for (String name : beanFactory.getBeanNamesForType(HazelcastInstance.class, true, false)) {
            if (beanFactory.containsBeanDefinition(name) && madeBySpringBoot(beanFactory, name)) {
                throw HazelcastMember.clientRefused();
            }
        }
    }

    private static boolean madeBySpringBoot(ConfigurableListableBeanFactory beanFactory, String name) {
        String maker = beanFactory.getBeanDefinition(name).getFactoryBeanName();
        return maker != null && maker.startsWith(MADE_BY_SPRING_BOOT);
    }
}
