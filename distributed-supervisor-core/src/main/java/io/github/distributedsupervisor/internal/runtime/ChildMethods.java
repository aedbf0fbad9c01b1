package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.Stateful;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a class of children that others may call: those of the interfaces it implements, except this library's
 * and the JDK's. A message names one by its signature, so no class name ever comes from the network.
 */
public final class ChildMethods {

    private static final ClassValue<ChildMethods> CACHE = new ClassValue<>() {
        @Override
        protected ChildMethods computeValue(Class<?> type) {
            Map<String, Method> methods = new HashMap<>();
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                collect(each, methods);
            }
            return new ChildMethods(type, methods);
        }
    };

    private final Class<?> type;
    private final Map<String, Method> methods;

    private ChildMethods(Class<?> type, Map<String, Method> methods) {
        this.type = type;
        this.methods = methods;
    }

    static ChildMethods of(Class<?> type) {
        return CACHE.get(type);
    }

    private static void collect(Class<?> type, Map<String, Method> methods) {
        for (Class<?> each : type.getInterfaces()) {
            boolean callable = each != Child.class
                    && each != Stateful.class
                    && !each.getName().startsWith("java.");
            if (callable) {
                for (Method method : each.getDeclaredMethods()) {
                    if (!Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())) {
                        method.trySetAccessible(); // the interface need not be public
                        methods.putIfAbsent(signatureOf(method), method);
                    }
                }
                collect(each, methods);
            }
        }
    }

    /** How a message names a method, such as {@code join(java.lang.String,int)}. */
    public static String signatureOf(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    /**
     * Calls a method.
     *
     * @param call the signature, then the arguments
     * @throws UncallableException when there is no such method or the arguments do not fit; then nothing was called
     */
    @Nullable
    Object invoke(Object child, Object call) throws Throwable {
        if (!(call instanceof Object[] parts) || parts.length == 0 || !(parts[0] instanceof String signature)) {
            throw new UncallableException("not the call of a method", null);
        }
        Method method = methods.get(signature);
        if (method == null) {
            throw new UncallableException(
                    type.getName() + " has no method " + signature + " in the interfaces it implements", null);
        }
        try {
            return method.invoke(child, Arrays.copyOfRange(parts, 1, parts.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new UncallableException(
                    "the arguments do not fit " + signature + " of " + type.getName() + ": " + e.getMessage(), e);
        }
    }
}
