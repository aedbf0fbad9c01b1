package io.github.distributedsupervisor.internal.runtime;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Knows of some types that their objects never change, so that a message between threads needs no copy. */
final class Immutability {

    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class);

    private static final ClassValue<Boolean> CACHE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return compute(type, Set.of());
        }
    };

    private Immutability() {}

    static boolean isImmutable(Object value) {
        // BigDecimal and BigInteger can be subclassed, hence the exact class
        return CACHE.get(value.getClass());
    }

    private static boolean compute(Class<?> type, Set<Class<?>> holders) {
        if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type)) {
            return true;
        }
        if (type == BigDecimal.class
                || type == BigInteger.class
                || type.getName().startsWith("java.time.")) {
            return true;
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent.isEnum()) {
            return true;
        }
        return type.isRecord() && componentsAreImmutable(type, holders);
    }

    private static boolean componentsAreImmutable(Class<?> type, Set<Class<?>> holders) {
        Set<Class<?>> path = new HashSet<>(holders);
        path.add(type);
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> declared = component.getType();
            // a declared type that is not final may hold a mutable subclass
            boolean exact = Modifier.isFinal(declared.getModifiers()) || declared.isEnum();
            // records that hold each other are as immutable as the rest of what they hold
            if (!exact || (!path.contains(declared) && !compute(declared, path))) {
                return false;
            }
        }
        return true;
    }
}
