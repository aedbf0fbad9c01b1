package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes children by the one constructor that the arguments fit. */
public final class ReflectiveChildFactory implements ChildFactory {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            int.class, Integer.class,
            long.class, Long.class,
            double.class, Double.class,
            float.class, Float.class,
            boolean.class, Boolean.class,
            char.class, Character.class,
            byte.class, Byte.class,
            short.class, Short.class);

    private final Class<? extends Child> type;

    public ReflectiveChildFactory(Class<? extends Child> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName() + " cannot be instantiated; register a concrete class");
        }
        this.type = type;
    }

    @Override
    public Child create(List<@Nullable Object> arguments) throws Exception {
        Constructor<?> fitting = null;
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (fits(each.getParameterTypes(), arguments)) {
                if (fitting != null) {
                    throw new IllegalArgumentException("the arguments fit several constructors of " + type.getName());
                }
                fitting = each;
            }
        }
        if (fitting == null) {
            throw new IllegalArgumentException(
                    "no constructor of " + type.getName() + " takes the " + arguments.size() + " given argument(s)");
        }
        fitting.setAccessible(true);
        try {
            return (Child) fitting.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static boolean fits(Class<?>[] parameters, List<@Nullable Object> arguments) {
        if (parameters.length != arguments.size()) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            Object argument = arguments.get(i);
            Class<?> parameter = BOXES.getOrDefault(parameters[i], parameters[i]);
            if (argument == null ? parameters[i].isPrimitive() : !parameter.isInstance(argument)) {
                return false;
            }
        }
        return true;
    }
}
