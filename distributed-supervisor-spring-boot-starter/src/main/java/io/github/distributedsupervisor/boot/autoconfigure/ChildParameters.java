package io.github.distributedsupervisor.boot.autoconfigure;

import java.lang.reflect.Executable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;

/** Fills the parameters of what makes a child: with its arguments, the others with beans. */
final class ChildParameters {

    private static final ParameterNameDiscoverer PARAMETER_NAMES = new DefaultParameterNameDiscoverer();

    private final ConfigurableListableBeanFactory beanFactory;
    private final String beanName;

    ChildParameters(ConfigurableListableBeanFactory beanFactory, String beanName) {
        this.beanFactory = beanFactory;
        this.beanName = beanName;
    }

    boolean isBean(Class<?> type) {
        return beanFactory.getBeanNamesForType(type, true, false).length > 0;
    }

    @Nullable
    Object[] fill(ChildCreators.Choice choice, List<@Nullable Object> arguments) {
        @Nullable Object[] parameters = new @Nullable Object[choice.creator().getParameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            int argument = choice.argumentOf(i);
            parameters[i] = argument >= 0 ? arguments.get(argument) : dependency(choice.creator(), i);
        }
        return parameters;
    }

    private @Nullable Object dependency(Executable creator, int index) {
        DependencyDescriptor descriptor = new DependencyDescriptor(MethodParameter.forExecutable(creator, index), true);
        descriptor.initParameterNameDiscovery(PARAMETER_NAMES);
        return beanFactory.resolveDependency(descriptor, beanName);
    }
}
