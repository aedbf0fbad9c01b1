package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.internal.messaging.Messenger;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.Payload;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Turns calls of an interface into messages. */
final class TypedChild implements InvocationHandler {

    private final Class<?> type;
    private final TypedMethods methods;
    private final ChildRef ref;
    private final Duration timeout;
    private final Messenger messenger;

    private TypedChild(Class<?> type, ChildRef ref, Duration timeout, Messenger messenger) {
        this.type = type;
        this.methods = TypedMethods.of(type);
        this.ref = ref;
        this.timeout = timeout;
        this.messenger = messenger;
    }

    static <T> T proxy(Class<T> type, ChildRef ref, Duration timeout, Messenger messenger) {
        TypedChild handler = new TypedChild(type, ref, timeout, messenger);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        TypedMethods.Plan plan = methods.planOf(method);
        Payload call = messenger.payloadOfCall(plan.message(arguments));
        String name = ref.name();
        switch (plan.way()) {
            case CAST -> {
                messenger.tell(name, Envelope.Kind.INVOKE_CAST, call);
                return null;
            }
            case ASYNC -> {
                CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
                messenger
                        .callAsync(name, Envelope.Kind.INVOKE, call, timeout)
                        .whenCompleteAsync((value, failure) -> complete(answer, value, failure, plan), Runnable::run);
                return answer;
            }
            default -> {
                try {
                    return messenger.call(name, Envelope.Kind.INVOKE, call, timeout);
                } catch (ChildInvocationException e) {
                    throw plan.declared(e);
                }
            }
        }
    }

    private static void complete(
            CompletableFuture<@Nullable Object> answer,
            @Nullable Object value,
            @Nullable Throwable failure,
            TypedMethods.Plan plan) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof ChildInvocationException e) {
            answer.completeExceptionally(plan.declared(e));
        } else if (cause != null) {
            answer.completeExceptionally(cause);
        } else {
            answer.complete(value);
        }
    }

    private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> {
                Object other = arguments == null ? null : arguments[0];
                yield other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof TypedChild child
                        && child.type == type
                        && child.ref.equals(ref);
            }
            case "hashCode" -> ref.hashCode();
            default -> type.getSimpleName() + "[" + ref + "]";
        };
    }
}
