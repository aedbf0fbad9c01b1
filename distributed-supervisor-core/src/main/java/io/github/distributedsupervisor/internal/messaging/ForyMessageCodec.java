package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.InvalidMessageException;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import java.util.Objects;
import java.util.Set;
import org.apache.fory.ThreadSafeFory;
import org.apache.fory.config.ForyBuilder;
import org.apache.fory.config.Language;
import org.jspecify.annotations.Nullable;

/** The default codec: Apache Fory in compatible mode, so that fields may come and go between versions of a class. */
public final class ForyMessageCodec implements MessageCodec {

    private static final int DEEPEST = 100;

    private final AllowedTypes allowedTypes;
    private final ThreadSafeFory fory;

    /** Only value types and collections of the JDK, and classes in the given packages and below. */
    public ForyMessageCodec(ClassLoader classLoader, Set<String> packages) {
        this.allowedTypes = new AllowedTypes(packages);
        this.fory = new ForyBuilder()
                .withLanguage(Language.JAVA)
                .withClassLoader(classLoader)
                .requireClassRegistration(false)
                .suppressClassRegistrationWarnings(true)
                .withCompatible(true)
                .withRefTracking(false)
                .withAsyncCompilation(false)
                .withDeserializeUnknownClass(false)
                .withMaxDepth(DEEPEST)
                .withTypeChecker((resolver, className) -> allowedTypes.allows(className))
                .buildThreadLocalFory();
        fory.registerCallback(each -> RefusingSerializer.replaceIn(each, allowedTypes));
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        byte[] simple = SimpleValues.encode(value);
        if (simple != null) {
            return simple;
        }
        if (!allowedTypes.allows(Objects.requireNonNull(value).getClass().getName())) {
            throw new InvalidMessageException(refusalOf(value.getClass()), null);
        }
        try {
            return fory.serialize(value);
        } catch (Throwable e) {
            rethrowIfFatal(e);
            throw new InvalidMessageException(
                    "cannot encode " + value.getClass().getName() + ": " + FailureText.summaryOf(e), e);
        }
    }

    private static String refusalOf(Class<?> type) {
        return "the class " + type.getName() + " is not allowed in messages; allow its package ("
                + type.getPackageName() + ") with messagePackage";
    }

    @Override
    public @Nullable Object decode(byte[] bytes) {
        try {
            return SimpleValues.isOne(bytes) ? SimpleValues.decode(bytes) : fory.deserialize(bytes);
        } catch (Throwable e) {
            rethrowIfFatal(e);
            throw new InvalidMessageException("cannot decode a message: " + FailureText.summaryOf(e), e);
        }
    }

    private static void rethrowIfFatal(Throwable e) {
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
