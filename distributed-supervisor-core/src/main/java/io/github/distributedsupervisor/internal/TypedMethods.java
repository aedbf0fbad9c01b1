package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.Cast;
import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.internal.runtime.ChildMethods;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How the methods of an interface are sent. */
public final class TypedMethods {

    private static final ClassValue<TypedMethods> CACHE = new ClassValue<>() {
        @Override
        protected TypedMethods computeValue(Class<?> type) {
            return new TypedMethods(type);
        }
    };

    private final Map<Method, Plan> plans = new HashMap<>();

    private TypedMethods(Class<?> type) {
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                plans.put(method, Plan.of(method));
            }
        }
    }

    public static TypedMethods of(Class<?> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no interface; let the child's class implement one");
        }
        return CACHE.get(type);
    }

    public Plan planOf(Method method) {
        return Objects.requireNonNull(plans.get(method), method::toString);
    }

    /** Whether the caller waits. */
    public enum Way {
        CALL,
        ASYNC,
        CAST
    }

    /** How one method is sent. */
    public record Plan(String signature, Way way, List<Class<?>> exceptions) {

        static Plan of(Method method) {
            Class<?> result = method.getReturnType();
            boolean cast = method.isAnnotationPresent(Cast.class);
            if (cast && result != void.class) {
                throw new IllegalArgumentException(
                        "@Cast is for void methods only, but " + method + " returns something");
            }
            boolean future = result == CompletableFuture.class || result == CompletionStage.class;
            Way way = cast ? Way.CAST : future ? Way.ASYNC : Way.CALL;
            return new Plan(ChildMethods.signatureOf(method), way, List.of(method.getExceptionTypes()));
        }

        public @Nullable Object[] message(@Nullable Object @Nullable [] arguments) {
            int count = arguments == null ? 0 : arguments.length;
            @Nullable Object[] message = new @Nullable Object[count + 1];
            message[0] = signature;
            if (arguments != null) {
                System.arraycopy(arguments, 0, message, 1, count);
            }
            return message;
        }

        /**
         * The exception for the caller: of the class that the method declares under that name, which the caller has loaded
         * itself; nothing that came over the network is instantiated.
         */
        public Exception declared(ChildInvocationException failure) {
            for (Class<?> exception : exceptions) {
                if (exception.getName().equals(failure.remoteType())) {
                    Exception made = make(exception, failure);
                    return made == null ? failure : made;
                }
            }
            return failure;
        }

        private static @Nullable Exception make(Class<?> type, ChildInvocationException failure) {
            for (Object[] arguments : List.of(
                    new Object[] {failure.remoteMessage(), failure},
                    new Object[] {failure.remoteMessage()},
                    new Object[0])) {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (fits(constructor, arguments) && constructor.trySetAccessible()) {
                        try {
                            Exception made = (Exception) constructor.newInstance(arguments);
                            return made.getCause() == null ? (Exception) made.initCause(failure) : made;
                        } catch (ReflectiveOperationException | ClassCastException | IllegalStateException e) {
                            return null; // then the caller gets what everybody gets
                        }
                    }
                }
            }
            return null;
        }

        private static boolean fits(Constructor<?> constructor, Object[] arguments) {
            Class<?>[] types = constructor.getParameterTypes();
            boolean fits = types.length == arguments.length;
            for (int i = 0; fits && i < types.length; i++) {
                fits = types[i].isInstance(arguments[i]);
            }
            return fits;
        }
    }
}
