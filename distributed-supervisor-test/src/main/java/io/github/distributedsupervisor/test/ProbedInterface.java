package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.ChildInvocationException;
import io.github.distributedsupervisor.internal.TypedMethods;
import io.github.distributedsupervisor.internal.runtime.Envelope.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Turns calls of an interface into messages to a probed child. */
final class ProbedInterface implements InvocationHandler {

    private final TypedMethods methods;
    private final ProbedLife life;

    private ProbedInterface(Class<?> type, ProbedLife life) {
        this.methods = TypedMethods.of(type);
        this.life = life;
    }

    static <T> T proxy(Class<T> type, ProbedLife life) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new ProbedInterface(type, life)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method, arguments);
        }
        TypedMethods.Plan plan = methods.planOf(method);
        @Nullable Object[] message = plan.message(arguments);
        switch (plan.way()) {
            case CAST -> {
                life.tell(Kind.INVOKE_CAST, message);
                return null;
            }
            case ASYNC -> {
                CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
                life.ask(Kind.INVOKE, message)
                        .whenCompleteAsync((value, failure) -> complete(answer, value, failure, plan), Runnable::run);
                return answer;
            }
            default -> {
                try {
                    return life.call(Kind.INVOKE, message);
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
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(
                    failure instanceof ChildInvocationException thrown ? plan.declared(thrown) : failure);
        }
    }

    private Object ofObject(Method method, @Nullable Object @Nullable [] arguments)
            throws IllegalAccessException, InvocationTargetException {
        return method.getName().equals("equals")
                ? arguments != null
                        && arguments[0] != null
                        && arguments[0].toString().equals(toString())
                : method.invoke(this, arguments);
    }

    @Override
    public String toString() {
        return "probe of " + life.name();
    }
}
