package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.SupervisedChild;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** The types of children of an application: its prototype beans whose class implements {@link Child}. */
final class ChildTypes {

    private final Map<String, Entry> byType;

    ChildTypes(Map<String, Entry> byType) {
        this.byType = byType;
    }

    static ChildTypes find(ConfigurableListableBeanFactory beanFactory) {
        Map<String, Entry> byType = new LinkedHashMap<>();
        for (String name : beanFactory.getBeanNamesForType(Child.class, true, false)) {
            Class<?> type = beanFactory.getType(name, false);
            if (type == null || !beanFactory.containsBeanDefinition(name)) {
                continue;
            }
            if (beanFactory.isPrototype(name)) {
                add(byType, beanFactory, name, type.asSubclass(Child.class));
            } else if (!beanFactory.containsBeanDefinition(ScopedProxyUtils.getTargetBeanName(name))) {
                refuse(name, type);
            }
        }
        return new ChildTypes(byType);
    }

    void registerWith(DistributedSupervisorBuilder builder) {
        byType.forEach((type, entry) -> {
            builder.childType(type, entry.factory());
            builder.messagePackage(entry.childClass().getPackageName());
            SupervisedChild annotation = entry.childClass().getAnnotation(SupervisedChild.class);
            if (annotation != null && annotation.onDemand()) {
                builder.onDemand(ChildSpec.of(type));
            }
        });
    }

    /** Makes arguments out of texts: of the types of the parameters of what makes the child. */
    List<@Nullable Object> convert(String type, List<String> texts) {
        Entry entry = byType.get(type);
        return entry != null && entry.factory() instanceof BeanChildFactory factory
                ? factory.creators().convert(texts)
                : List.copyOf(texts);
    }

    /** How people know the parameter that takes an argument. */
    String parameterOf(ChildSpec spec, int argument) {
        Entry entry = byType.get(spec.type());
        return entry != null && entry.factory() instanceof BeanChildFactory factory
                ? factory.creators().parameterOf(argument, spec.arguments())
                : "child type '" + spec.type() + "'";
    }

    Map<String, Entry> byType() {
        return Map.copyOf(byType);
    }

    private static void add(
            Map<String, Entry> byType,
            ConfigurableListableBeanFactory beanFactory,
            String beanName,
            Class<? extends Child> childClass) {
        BeanDefinition definition = beanFactory.getMergedBeanDefinition(beanName);
        Method method = makingMethod(definition);
        ChildFactory factory = method != null
                ? new BeanMethodChildFactory(beanFactory, beanName, method)
                : new SpringChildFactory(beanFactory, beanName, childClass);
        String type = ChildSpec.typeOf(childClass);
        Entry earlier = byType.putIfAbsent(type, new Entry(beanName, childClass, factory));
        if (earlier != null) {
            throw new InvalidSupervisorSetupException(
                    "The beans '" + earlier.beanName() + "' and '" + beanName + "' are both of the child type '" + type
                            + "' (classes " + earlier.childClass().getName() + " and " + childClass.getName() + ").",
                    "Give one of the classes another type, @SupervisedChild(\"...\"), or remove one of the beans.");
        }
    }

    /** Known since the type of the bean was asked for; also where generated code calls the method. */
    private static @Nullable Method makingMethod(BeanDefinition definition) {
        return definition instanceof RootBeanDefinition root ? root.getResolvedFactoryMethod() : null;
    }

    private static void refuse(String beanName, Class<?> type) {
        String remedy = type.isAnnotationPresent(SupervisedChild.class)
                ? "Remove @Component or the @Bean method, since @SupervisedChild is enough, or add"
                : "Put @SupervisedChild instead of @Component on the class, or add";
        throw new InvalidSupervisorSetupException(
                "The bean '" + beanName + "' of the class " + type.getName() + " implements Child but is not a"
                        + " prototype: all children of the type would be one object.",
                remedy + " @Scope(\"prototype\").");
    }

    record Entry(String beanName, Class<? extends Child> childClass, ChildFactory factory) {}
}
