package io.github.distributedsupervisor.internal.messaging;

import java.util.Set;
import org.apache.fory.Fory;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.exception.InsecureException;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.serializer.Serializer;

/**
 * Fory knows some classes of the JDK by number and asks nobody whether they are allowed: expressions that take for ever to
 * match, queues and buffers of any size. This neither writes nor reads them.
 */
final class RefusingSerializer<T> extends Serializer<T> {

    /** Not in the list of what is allowed, and needed by what is: {@code List.subList}, sorted collections, lambdas, exceptions. */
    private static final Set<String> NEEDED = Set.of(
            "java.lang.Class",
            "java.lang.StackTraceElement",
            "java.lang.Void",
            "java.lang.invoke.SerializedLambda",
            "java.util.ArrayList$SubList",
            "java.util.AbstractList$SubList",
            "java.util.AbstractList$RandomAccessSubList",
            "java.util.Comparators$NaturalOrderComparator");

    private RefusingSerializer(Config config, Class<T> type) {
        super(config, type);
    }

    /** Takes the place of what Fory has for each class of the JDK that is not allowed. */
    static void replaceIn(Fory fory, AllowedTypes allowed) {
        ClassResolver resolver = (ClassResolver) fory.getTypeResolver();
        for (Class<?> type : resolver.getRegisteredClasses()) {
            String name = type.getName();
            boolean needed = NEEDED.contains(name) || Throwable.class.isAssignableFrom(type);
            if (name.startsWith("java.") && !needed && !allowed.allows(name)) {
                resolver.registerInternalSerializer(type, new RefusingSerializer<>(fory.getConfig(), type));
            }
        }
    }

    @Override
    public void write(WriteContext context, T value) {
        throw refusal();
    }

    @Override
    public T read(ReadContext context) {
        throw refusal();
    }

    private InsecureException refusal() {
        return new InsecureException("the class " + type.getName() + " is not allowed in messages");
    }
}
