package io.github.distributedsupervisor.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Which beans of the application are meant for which supervisor: those of a further one have its name as a qualifier. */
final class SupervisorBeans {

    private final ConfigurableListableBeanFactory beanFactory;
    private final Set<String> further;

    SupervisorBeans(ConfigurableListableBeanFactory beanFactory, Set<String> further) {
        this.beanFactory = beanFactory;
        this.further = Set.copyOf(further);
    }

    /** Names of the beans that are meant for one supervisor or, without a qualifier, for all. */
    List<String> shared(Class<?> type, String supervisor) {
        return names(type)
                .filter(bean -> {
                    Set<String> owners = owners(bean);
                    return owners.isEmpty() || owners.contains(supervisor);
                })
                .toList();
    }

    /** The beans that are meant for one supervisor; those without a qualifier for the first. */
    <T> Map<String, T> own(Class<T> type, String supervisor) {
        Map<String, T> beans = new LinkedHashMap<>();
        names(type).forEach(bean -> {
            Set<String> owners = owners(bean);
            if (owners.isEmpty() ? !further.contains(supervisor) : owners.contains(supervisor)) {
                beans.put(bean, beanFactory.getBean(bean, type));
            }
        });
        return beans;
    }

    private Stream<String> names(Class<?> type) {
        return Stream.of(beanFactory.getBeanNamesForType(type));
    }

    private Set<String> owners(String bean) {
        return further.stream()
                .filter(name -> BeanFactoryAnnotationUtils.isQualifierMatch(name::equals, bean, beanFactory))
                .collect(Collectors.toSet());
    }
}
