package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.Stateful;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/** Keeps what is needed to make children and to call them by their interfaces, when an application is compiled ahead of time. */
final class ChildRuntimeHints implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        Set<Class<?>> children = new LinkedHashSet<>();
        Set<Method> makers = new LinkedHashSet<>();
        for (String name : beanFactory.getBeanNamesForType(Child.class, true, false)) {
            Class<?> type = beanFactory.getType(name, false);
            if (type != null) {
                children.add(ClassUtils.getUserClass(type));
                makers.addAll(makerOf(beanFactory, name));
            }
        }
        return children.isEmpty()
                ? null
                : (context, code) -> {
                    RuntimeHints hints = context.getRuntimeHints();
                    children.forEach(child -> keep(child, hints));
                    makers.forEach(maker -> hints.reflection().registerMethod(maker, ExecutableMode.INVOKE));
                };
    }

    private static Set<Method> makerOf(ConfigurableListableBeanFactory beanFactory, String name) {
        Method maker = beanFactory.containsBeanDefinition(name)
                        && beanFactory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition
                ? definition.getResolvedFactoryMethod()
                : null;
        return maker == null ? Set.of() : Set.of(maker);
    }

    private static void keep(Class<?> child, RuntimeHints hints) {
        hints.reflection().registerType(child, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
        for (Class<?> type : ClassUtils.getAllInterfacesForClass(child)) {
            if (type != Child.class && type != Stateful.class && !type.getName().startsWith("java.")) {
                hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
                hints.proxies().registerJdkProxy(type);
            }
        }
    }
}
